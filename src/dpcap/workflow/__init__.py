"""The jobs dpcap does, as functions: from values and a small frozen request to values and findings.

Nothing here prints, asks, knows an exit code or looks at the clock or the environment. The command
line parses, calls one of these, and prints what came back.
"""
