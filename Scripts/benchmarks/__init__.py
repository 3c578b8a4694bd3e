# SPDX-License-Identifier: MIT
"""Shoebox beside its peers, by turns on one machine.

`parts` measure and keep what they found as JSON; `peers` are the programs that run in processes of their own, so that
no two runtimes share threads or memory; `report` turns the JSON into tables and a plot. What is imported into the
measuring process itself is the standard library: a small process stays out of the way.
"""
