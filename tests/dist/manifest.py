#!/usr/bin/env python3
"""manifest.py FILE - checks a Kubernetes Job: each field must be one of the API (batch/v1, and
core/v1 for the pod), of its type, and the settings that make a pod safe must be there."""

import sys

import yaml

WORD, NUMBER, TRUTH, WORDS = str, int, bool, [str]
CONTAINER = {
    "name": WORD,
    "image": WORD,
    "command": WORDS,
    "args": WORDS,
    "env": [{"name": WORD, "value": WORD, "valueFrom": {"fieldRef": {"apiVersion": WORD, "fieldPath": WORD}}}],
    "resources": {"limits": {"memory": WORD, "cpu": WORD}, "requests": {"memory": WORD, "cpu": WORD}},
    "volumeMounts": [{"name": WORD, "mountPath": WORD, "subPath": WORD, "readOnly": TRUTH}],
    "securityContext": {
        "allowPrivilegeEscalation": TRUTH,
        "readOnlyRootFilesystem": TRUTH,
        "runAsNonRoot": TRUTH,
        "runAsUser": NUMBER,
        "capabilities": {"add": WORDS, "drop": WORDS},
        "seccompProfile": {"type": WORD, "localhostProfile": WORD},
    },
}
POD = {
    "restartPolicy": WORD,
    "automountServiceAccountToken": TRUTH,
    "securityContext": {
        "runAsNonRoot": TRUTH,
        "runAsUser": NUMBER,
        "runAsGroup": NUMBER,
        "fsGroup": NUMBER,
        "seccompProfile": {"type": WORD, "localhostProfile": WORD},
    },
    "containers": [CONTAINER],
    "volumes": [{"name": WORD, "persistentVolumeClaim": {"claimName": WORD, "readOnly": TRUTH}}],
}
JOB = {
    "apiVersion": WORD,
    "kind": WORD,
    "metadata": {"name": WORD, "namespace": WORD, "labels": {}},
    "spec": {
        "completions": NUMBER,
        "parallelism": NUMBER,
        "completionMode": WORD,
        "backoffLimit": NUMBER,
        "activeDeadlineSeconds": NUMBER,
        "ttlSecondsAfterFinished": NUMBER,
        "template": {"metadata": {"labels": {}}, "spec": POD},
    },
}


def check(value, form, path):
    if isinstance(form, dict):
        assert isinstance(value, dict), f"{path}: no mapping"
        for key in value:
            assert key in form, f"{path}.{key}: no field of the API"
            check(value[key], form[key], f"{path}.{key}")
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
pod = job["spec"]["template"]["spec"]
assert pod["restartPolicy"] in ("Never", "OnFailure")
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
