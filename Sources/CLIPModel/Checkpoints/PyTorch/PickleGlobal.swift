// SPDX-License-Identifier: MIT

/// A name that a pickle may mention: the whole list.
///
/// Python would import and call what a pickle names. Here a name is only looked up in this list,
/// and what it stands for is built by hand; any other name is refused.
enum PickleGlobal: Equatable {
  /// A class of TorchScript: its instances are read as their attributes.
  case module
  /// `collections.OrderedDict`.
  case orderedDictionary
  /// `torch._utils._rebuild_tensor_v2`.
  case tensor
  /// `torch._utils._rebuild_parameter`, which returns its first argument's tensor.
  case parameter
  /// TorchScript's ways to write lists: their first argument is the list.
  case firstArgument
  /// A class of storages, as `torch.HalfStorage`.
  case storage(StoredType)
  /// What a checkpoint may hold beside its weights: it is passed over.
  case harmless

  /// Looks a name up.
  ///
  /// - Parameters:
  ///   - module: As "torch._utils".
  ///   - name: As "_rebuild_tensor_v2".
  init?(module: String, name: String) {
    if module == "__torch__" || module.hasPrefix("__torch__.") {
      self = .module
    } else if let known = Self.known["\(module).\(name)"] {
      self = known
    } else {
      return nil
    }
  }

  private static let known: [String: PickleGlobal] = {
    var known: [String: PickleGlobal] = [
      "collections.OrderedDict": .orderedDictionary,
      "torch._utils._rebuild_tensor_v2": .tensor,
      "torch._utils._rebuild_parameter": .parameter,
      "torch._utils._rebuild_parameter_with_state": .parameter,
      "torch.jit._pickle.restore_type_tag": .firstArgument,
    ]
    for list in ["intlist", "doublelist", "boollist", "tensorlist"] {
      known["torch.jit._pickle.build_\(list)"] = .firstArgument
    }
    for (name, type) in storages {
      known["torch.\(name)Storage"] = .storage(StoredType(name: type))
    }
    for name in harmlessNames { known[name] = .harmless }
    return known
  }()

  /// How PyTorch's storages are called, and safetensors' names of the same types.
  private static let storages = [
    ("Float", "F32"), ("Half", "F16"), ("BFloat16", "BF16"), ("Double", "F64"), ("Long", "I64"),
    ("Int", "I32"), ("Short", "I16"), ("Char", "I8"), ("Byte", "U8"), ("Bool", "BOOL"),
  ]

  private static let harmlessNames =
    [
      "torch.Size", "torch.device", "torch.serialization._get_layout", "_codecs.encode",
      "builtins.set", "__builtin__.set", "builtins.frozenset", "__builtin__.frozenset",
      "numpy.dtype", "numpy.core.multiarray.scalar", "numpy._core.multiarray.scalar",
    ]
    + [
      "float16", "float32", "float64", "bfloat16", "uint8", "int8", "int16", "int32", "int64",
      "bool",
    ].map { "torch.\($0)" }
}
