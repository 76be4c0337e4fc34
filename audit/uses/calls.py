"""The calls of Python libraries that load a model or a data set by its name."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from audit.model.use import Kind


class Call(Struct, frozen=True, kw_only=True):
    """How a function is told what to load."""

    kind: Kind
    place: int | None
    """Which of the arguments without a name it is; None where it always has one."""
    names: tuple[str, ...]
    """The names that the argument has."""
    takes_old: bool = False
    """Whether names without an owner are taken, as `gpt2`."""


def _call(kind: Kind, place: int | None, *names: str, takes_old: bool = False) -> Call:
    return Call(kind=kind, place=place, names=names, takes_old=takes_old)


_M, _D = Kind.MODEL, Kind.DATASET
CALLS: Mapping[str, Call] = {
    # transformers, diffusers, peft: https://huggingface.co/docs/transformers/main_classes/model
    "from_pretrained": _call(
        *(_M, 0, "pretrained_model_name_or_path", "pretrained_model_or_path", "model_id"),
        *("model_name", "repo_id", "pretrained_model_link_or_path"),
        takes_old=True,
    ),
    "pipeline": _call(_M, 1, "model", takes_old=True),
    "load_lora_weights": _call(_M, 0, "pretrained_model_name_or_path_or_dict"),
    "load_ip_adapter": _call(_M, 0, "pretrained_model_name_or_path_or_dict"),
    "load_textual_inversion": _call(_M, 0, "pretrained_model_name_or_path"),
    "load_adapter": _call(_M, 0, "model_id", "peft_model_id", "adapter_name_or_path"),
    "from_config": _call(_M, None, "name_or_path"),
    # huggingface_hub: https://huggingface.co/docs/huggingface_hub/package_reference/file_download
    "hf_hub_download": _call(_M, 0, "repo_id"),
    "snapshot_download": _call(_M, 0, "repo_id"),
    "hf_hub_url": _call(_M, 0, "repo_id"),
    "try_to_load_from_cache": _call(_M, 0, "repo_id"),
    "InferenceClient": _call(_M, 0, "model"),
    "AsyncInferenceClient": _call(_M, 0, "model"),
    # datasets: https://huggingface.co/docs/datasets/package_reference/loading_methods
    "load_dataset": _call(_D, 0, "path", takes_old=True),
    "load_dataset_builder": _call(_D, 0, "path", takes_old=True),
    "get_dataset_split_names": _call(_D, 0, "path", takes_old=True),
    "get_dataset_config_names": _call(_D, 0, "path", takes_old=True),
    # sentence-transformers, vLLM, SGLang, LangChain, LlamaIndex, timm, open_clip, MLX, GGUF
    "SentenceTransformer": _call(_M, 0, "model_name_or_path"),
    "CrossEncoder": _call(_M, 0, "model_name", "model_name_or_path"),
    "SparseEncoder": _call(_M, 0, "model_name_or_path"),
    "LLM": _call(_M, 0, "model"),
    "EngineArgs": _call(_M, 0, "model"),
    "AsyncEngineArgs": _call(_M, 0, "model"),
    "Engine": _call(_M, None, "model_path"),
    "HuggingFaceEmbeddings": _call(_M, 0, "model_name"),
    "HuggingFaceEmbedding": _call(_M, 0, "model_name"),
    "HuggingFaceEndpoint": _call(_M, None, "repo_id", "model"),
    "HuggingFaceLLM": _call(_M, None, "model_name"),
    "create_model": _call(_M, 0, "model_name"),
    "create_model_and_transforms": _call(_M, 0, "model_name"),
    "create_model_from_pretrained": _call(_M, 0, "model_name"),
    "load": _call(_M, None, "path_or_hf_repo"),
    "FastLanguageModel": _call(_M, None, "model_name"),
    "SetFitModel": _call(_M, 0, "model_id"),
    "WhisperModel": _call(_M, 0, "model_size_or_path"),
    "ORTModel": _call(_M, 0, "model_id"),
}
"""By the last part of the name that is called."""

ADAPTERS = frozenset({"PeftModel", "PeftMixedModel", "PeftModelForCausalLM", "AutoPeftModel"})
"""Classes whose `from_pretrained` is given the model first and the name of the adapter second."""

READERS = frozenset(
    [
        "arrow", "audiofolder", "csv", "hdf5", "imagefolder", "json", "lance", "niftifolder",
        "pandas", "parquet", "pdffolder", "sql", "text", "videofolder", "webdataset", "xml",
    ]
)  # fmt: skip
"""Kinds of files that `load_dataset` reads without a repository."""

NAME_HINT = ("MODEL", "CHECKPOINT", "TOKENIZER", "ADAPTER", "LORA", "REPO_ID", "ENCODER")
DATA_HINT = ("DATASET",)
"""Words of a constant that names a model or a data set wherever it is read."""
