"""What a batch puts out: from its outcomes to files and pages for people and machines."""
