"""What waves of a survey and brands say, as pages and data."""
