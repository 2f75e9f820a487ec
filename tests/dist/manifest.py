#!/usr/bin/env python3
"""manifest.py FILE - checks a Kubernetes Job: each field must be one of the API (batch/v1, and
core/v1 for the pod), of its type; those that the API requires must be there, and the settings
that make a pod safe. The list has what a Job like ours may need, from the API's reference."""

import sys

import yaml

WORD, NUMBER, TRUTH, WORDS = str, int, bool, [str]
# A mapping whose keys are the user's; otherwise a key that ends in ! is required.
LABELS = {str: WORD}
SECCOMP = {"type!": WORD, "localhostProfile": WORD}
CONTAINER = {
    "name!": WORD,
    "image": WORD,
    "imagePullPolicy": WORD,
    "command": WORDS,
    "args": WORDS,
    "workingDir": WORD,
    "env": [{"name!": WORD, "value": WORD, "valueFrom": {"fieldRef": {"apiVersion": WORD, "fieldPath!": WORD}}}],
    "resources": {"limits": LABELS, "requests": LABELS},
    "volumeMounts": [{"name!": WORD, "mountPath!": WORD, "subPath": WORD, "subPathExpr": WORD, "readOnly": TRUTH}],
    "securityContext": {
        "allowPrivilegeEscalation": TRUTH,
        "privileged": TRUTH,
        "readOnlyRootFilesystem": TRUTH,
        "runAsNonRoot": TRUTH,
        "runAsUser": NUMBER,
        "runAsGroup": NUMBER,
        "capabilities": {"add": WORDS, "drop": WORDS},
        "seccompProfile": SECCOMP,
    },
}
POD = {
    "restartPolicy": WORD,
    "automountServiceAccountToken": TRUTH,
    "serviceAccountName": WORD,
    "activeDeadlineSeconds": NUMBER,
    "nodeSelector": LABELS,
    "securityContext": {
        "runAsNonRoot": TRUTH,
        "runAsUser": NUMBER,
        "runAsGroup": NUMBER,
        "fsGroup": NUMBER,
        "supplementalGroups": [NUMBER],
        "seccompProfile": SECCOMP,
    },
    "containers!": [CONTAINER],
    "volumes": [{"name!": WORD, "persistentVolumeClaim": {"claimName!": WORD, "readOnly": TRUTH}}],
}
EXIT_CODES = {"containerName": WORD, "operator!": WORD, "values!": [NUMBER]}
METADATA = {"name": WORD, "namespace": WORD, "labels": LABELS, "annotations": LABELS}
JOB = {
    "apiVersion!": WORD,
    "kind!": WORD,
    "metadata!": METADATA,
    "spec!": {
        "completions": NUMBER,
        "parallelism": NUMBER,
        "completionMode": WORD,
        "backoffLimit": NUMBER,
        "backoffLimitPerIndex": NUMBER,
        "podFailurePolicy": {"rules!": [{"action!": WORD, "onExitCodes": EXIT_CODES}]},
        "activeDeadlineSeconds": NUMBER,
        "ttlSecondsAfterFinished": NUMBER,
        "suspend": TRUTH,
        "template!": {"metadata": METADATA, "spec!": POD},
    },
}


def check_mapping(value, form, path):
    assert isinstance(value, dict), f"{path}: no mapping"
    fields = {str(key).rstrip("!"): key for key in form}
    for name, key in fields.items():
        assert not str(key).endswith("!") or name in value, f"{path}.{name}: required"
    for key, item in value.items():
        assert str in form or key in fields, f"{path}.{key}: no field of the API"
        check(item, form[str] if str in form else form[fields[key]], f"{path}.{key}")


def check(value, form, path):
    if isinstance(form, dict):
        check_mapping(value, form, path)
    elif isinstance(form, list):
        assert isinstance(value, list), f"{path}: no list"
        for i, item in enumerate(value):
            check(item, form[0], f"{path}[{i}]")
    else:
        assert type(value) is form, f"{path}: {value!r} is no {form.__name__}"


with open(sys.argv[1], encoding="utf-8") as file:
    job = yaml.safe_load(file)
check(job, JOB, "job")
assert (job["apiVersion"], job["kind"]) == ("batch/v1", "Job")
assert job["spec"]["completionMode"] == "Indexed" and job["spec"]["completions"] > 0
pod = job["spec"]["template"]["spec"]
assert pod["restartPolicy"] == "Never", "podFailurePolicy needs it"
for rule in job["spec"]["podFailurePolicy"]["rules"]:
    codes = rule["onExitCodes"]
    assert rule["action"] in ("FailJob", "FailIndex", "Ignore", "Count") and codes["operator"] in ("In", "NotIn")
    assert codes["values"] == sorted(set(codes["values"])) and 0 not in codes["values"]
    assert codes["containerName"] in [c["name"] for c in pod["containers"]]
assert pod["securityContext"]["seccompProfile"]["type"] == "RuntimeDefault"
assert pod["securityContext"]["runAsNonRoot"] and pod["securityContext"]["runAsUser"] > 0
for container in pod["containers"]:
    safe = container["securityContext"]
    assert safe["allowPrivilegeEscalation"] is False and safe["readOnlyRootFilesystem"] is True
    assert safe["capabilities"]["drop"] == ["ALL"]
    mounted = {m["name"] for m in container["volumeMounts"]}
    assert mounted <= {v["name"] for v in pod["volumes"]}, "a mount without a volume"
    defined = {e["name"] for e in container["env"]}
    for word in container["args"]:
        assert "$(" not in word or word.split("$(")[1].split(")")[0] in defined, f"{word}: not defined"
