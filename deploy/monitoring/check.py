"""Checks deploy/monitoring: every figure that a rule or a panel asks for is listed in the operator guide (or is somebody else's),
and every expression of the dashboards is sound by promtool. Run by deploy/check.sh."""

import json
import pathlib
import re
import subprocess
import sys
import tempfile

import yaml

HERE = pathlib.Path(__file__).parent
OTHERS = re.compile(r"^(up|node_\w+)$")
# What stands before a brace, a bracket or an operator and is neither a function, a keyword nor a label.
STRINGS = re.compile(r'"[^"]*"')
GROUPING = re.compile(r"\b(by|without|on|ignoring|group_left|group_right)\s*(\([^)]*\))?")
NAME = re.compile(r"\b[a-z_]\w*\b(?!\s*\()")
KEYWORDS = {"and", "or", "unless", "offset", "bool"}


def figures(expression):
    text = GROUPING.sub(" ", re.sub(r"\{[^}]*\}", "", STRINGS.sub('""', expression)))
    text = re.sub(r"\[[^\]]*\]|\boffset\s+\w+", "", text)
    names = {name for name in NAME.findall(text) if name not in KEYWORDS}
    return {re.sub(r"(_seconds|_size)_(bucket|count|sum)$", r"\1", name) for name in names}


def main():
    guide = (HERE / "../../docs/operator-guide.md").read_text()
    rows = [line.split("|")[1] for line in guide.split("## Figures")[1].split("\n## ")[0].splitlines() if line.startswith("| `")]
    listed = {name for row in rows for name in re.findall(r"`(\w+)`", row)}

    asked = {}
    panels = []
    for group in yaml.safe_load((HERE / "alerts.yml").read_text())["groups"]:
        for rule in group["rules"]:
            asked[f"alert {rule['alert']}"] = figures(rule["expr"])
    for file in sorted((HERE / "dashboards").glob("*.json")):
        for panel in json.loads(file.read_text())["panels"]:
            for target in panel.get("targets", []):
                asked[f"{file.name}, {panel['title']} {target['refId']}"] = figures(target["expr"])
                panels.append(target["expr"].replace("$__rate_interval", "5m").replace("$instance", ".*"))

    problems = [f"{place}: {name} is not in docs/operator-guide.md" for place, names in asked.items()
                for name in sorted(names - listed) if not OTHERS.match(name)]
    problems += [f"{place}: asks for no figure" for place, names in asked.items() if not names]

    rules = {"groups": [{"name": "panels", "rules": [{"record": f"panel_{i}", "expr": e} for i, e in enumerate(panels)]}]}
    with tempfile.NamedTemporaryFile("w", suffix=".yml") as file:
        yaml.safe_dump(rules, file)
        file.flush()
        checked = subprocess.run(["promtool", "check", "rules", file.name], capture_output=True, text=True, check=False)
    if checked.returncode:
        problems.append(checked.stdout + checked.stderr)

    used = len(listed & set().union(*asked.values()))
    print("\n".join(problems) if problems else f"{len(asked)} expressions ask for {used} of {len(listed)} listed figures")
    return bool(problems)


sys.exit(main())
