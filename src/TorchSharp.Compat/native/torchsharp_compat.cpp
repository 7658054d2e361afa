// The native half of TorchSharp.Compat: calls any ATen operator by name through libtorch's dispatcher with boxed
// arguments, autograd included. A C ABI, so that everything else is C#. Compiles against libtorch 1.13 and 2.x.
//
// A tensor handle is a pointer to a c10::TensorImpl that owns one reference. Every function returns 0 on success and
// -1 on failure, with the reason in tc_last_error (one line), unless its comment says otherwise.
#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>
#include <torch/cuda.h>
#include <torch/version.h>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#define EXPORT extern "C" __attribute__((visibility("default")))

namespace {

using Handle = c10::TensorImpl*;
using Pointer = c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>;

enum Kind : int32_t {
  kNone = 0, kTensor = 1, kInt = 2, kDouble = 3, kBool = 4, kInts = 5, kDoubles = 6,
  kTensors = 7, kOptionalTensors = 8, kDevice = 9, kString = 10,
};

// Mirrors NativeValue in C#: 16 bytes. `count` is the length of a list or string, or the index of a device.
struct Value {
  int32_t kind;
  int32_t count;
  union { int64_t integer; double real; void* pointer; };
};

struct Operator {
  c10::OperatorHandle handle;
  std::vector<c10::IValue> defaults;  // one per argument; unused where the argument is required
  size_t required = 0;
};

thread_local std::string last_error;
thread_local torch::jit::Stack call_stack;
thread_local std::vector<Handle> list_result;

at::Tensor borrow(Handle handle) {
  return handle ? at::Tensor(Pointer::reclaim_copy(handle)) : at::Tensor();
}

Handle release(at::Tensor tensor) {
  return tensor.defined() ? tensor.unsafeReleaseTensorImpl() : nullptr;
}

int fail(const char* message) {
  last_error = message;
  auto end = last_error.find('\n');
  if (end != std::string::npos) last_error.resize(end);
  return -1;
}

template <typename F> int guarded(F&& body) {
  try {
    body();
    return 0;
  } catch (const c10::Error& error) {
    return fail(error.what_without_backtrace());
  } catch (const std::exception& error) {
    return fail(error.what());
  } catch (...) {
    return fail("libtorch failed without saying why");
  }
}

c10::Device device_of(int32_t type, int32_t index) {
  return c10::Device(static_cast<c10::DeviceType>(type), static_cast<c10::DeviceIndex>(index));
}

c10::IValue box(const Value& value) {
  switch (value.kind) {
    case kNone: return c10::IValue();
    case kTensor: return borrow(static_cast<Handle>(value.pointer));
    case kInt: return value.integer;
    case kDouble: return value.real;
    case kBool: return value.integer != 0;
    case kDevice: return device_of(static_cast<int32_t>(value.integer), value.count);
    case kString: return std::string(static_cast<const char*>(value.pointer), value.count);
    case kInts: {
      auto items = static_cast<const int64_t*>(value.pointer);
      return c10::IValue(c10::ArrayRef<int64_t>(items, value.count).vec());
    }
    case kDoubles: {
      auto items = static_cast<const double*>(value.pointer);
      return c10::IValue(c10::ArrayRef<double>(items, value.count).vec());
    }
    case kTensors: {
      c10::List<at::Tensor> list;
      list.reserve(value.count);
      for (int i = 0; i < value.count; ++i) list.push_back(borrow(static_cast<Handle*>(value.pointer)[i]));
      return list;
    }
    case kOptionalTensors: {
      c10::impl::GenericList list(c10::OptionalType::ofTensor());  // c10::optional is gone from late 2.x
      list.reserve(value.count);
      for (int i = 0; i < value.count; ++i) {
        auto item = static_cast<Handle*>(value.pointer)[i];
        list.push_back(item ? c10::IValue(borrow(item)) : c10::IValue());
      }
      return list;
    }
  }
  TORCH_CHECK(false, "unknown argument kind ", value.kind);
}

void unbox(c10::IValue&& from, Value& to) {
  to = Value{};
  if (from.isTensor()) {
    to.kind = kTensor;
    to.pointer = release(std::move(from).toTensor());
  } else if (from.isTensorList()) {
    list_result.clear();
    for (auto& tensor : from.toTensorVector()) list_result.push_back(release(std::move(tensor)));
    to.kind = kTensors;
    to.count = static_cast<int32_t>(list_result.size());
    to.pointer = list_result.data();  // valid until this thread's next call
  } else if (from.isInt()) {
    to.kind = kInt;
    to.integer = from.toInt();
  } else if (from.isDouble()) {
    to.kind = kDouble;
    to.real = from.toDouble();
  } else if (from.isBool()) {
    to.kind = kBool;
    to.integer = from.toBool();
  } else {
    TORCH_CHECK(from.isNone(), "unsupported result type ", from.tagKind());
  }
}

}  // namespace

EXPORT const char* tc_last_error() { return last_error.c_str(); }

// The operator's handle, for the life of the process; null when this libtorch has none of that name.
EXPORT Operator* tc_find(const char* name, const char* overload) {
  Operator* found = nullptr;
  guarded([&] {
    auto handle = c10::Dispatcher::singleton().findSchemaOrThrow(name, overload);
    auto created = std::make_unique<Operator>(Operator{handle, {}, 0});
    const auto& arguments = handle.schema().arguments();
    for (size_t i = 0; i < arguments.size(); ++i) {
      const auto& value = arguments[i].default_value();
      if (!value) created->required = i + 1;
      created->defaults.push_back(value ? *value : c10::IValue());
    }
    found = created.release();
  });
  return found;
}

// Calls with `count` leading arguments, the schema's defaults for the rest. Takes at most `capacity` results (an
// in-place call passes 0, its result being its first argument).
EXPORT int tc_call(const Operator* op, const Value* values, int32_t count, Value* results, int32_t capacity) {
  auto base = call_stack.size();
  auto status = guarded([&] {
    const auto total = op->defaults.size();
    TORCH_CHECK(static_cast<size_t>(count) <= total && static_cast<size_t>(count) >= op->required,
                op->handle.schema().name(), " takes ", op->required, " to ", total, " arguments, got ", count);
    for (int32_t i = 0; i < count; ++i) call_stack.push_back(box(values[i]));
    for (size_t i = count; i < total; ++i) call_stack.push_back(op->defaults[i]);
    if (base == 0) {
      op->handle.callBoxed(call_stack);
      auto returned = static_cast<int32_t>(call_stack.size());
      for (int32_t i = 0; i < returned && i < capacity; ++i) unbox(std::move(call_stack[i]), results[i]);
    } else {  // reached from inside another call on this thread: boxed kernels want the stack to themselves
      torch::jit::Stack nested(std::make_move_iterator(call_stack.begin() + base), std::make_move_iterator(call_stack.end()));
      op->handle.callBoxed(nested);
      for (int32_t i = 0; i < static_cast<int32_t>(nested.size()) && i < capacity; ++i) unbox(std::move(nested[i]), results[i]);
    }
  });
  call_stack.resize(base);
  return status;
}

EXPORT void tc_free(Handle tensor) { Pointer::reclaim(tensor); }

EXPORT Handle tc_alias(Handle tensor) { return release(borrow(tensor)); }

// Copies `bytes` from `data` into a new CPU tensor.
EXPORT int tc_from_memory(const void* data, int64_t bytes, const int64_t* shape, int32_t rank, int32_t dtype, Handle* result) {
  return guarded([&] {
    auto tensor = at::empty(c10::IntArrayRef(shape, rank), c10::TensorOptions().dtype(static_cast<c10::ScalarType>(dtype)));
    TORCH_CHECK(static_cast<int64_t>(tensor.nbytes()) == bytes, "a tensor of shape ", tensor.sizes(), " has ", tensor.numel(),
                " elements, the data has ", bytes / static_cast<int64_t>(tensor.element_size()));
    if (bytes > 0) std::memcpy(tensor.data_ptr(), data, bytes);
    *result = release(std::move(tensor));
  });
}

EXPORT void* tc_data(Handle tensor) {
  void* data = nullptr;
  guarded([&] { data = borrow(tensor).data_ptr(); });
  return data;
}

EXPORT int64_t tc_rank(Handle tensor) { return tensor->dim(); }
EXPORT int64_t tc_numel(Handle tensor) { return tensor->numel(); }
EXPORT int32_t tc_dtype(Handle tensor) { return static_cast<int32_t>(c10::typeMetaToScalarType(tensor->dtype())); }
EXPORT int64_t tc_element_size(Handle tensor) { return static_cast<int64_t>(tensor->itemsize()); }
EXPORT int32_t tc_is_contiguous(Handle tensor) { return tensor->is_contiguous(); }
EXPORT int64_t tc_storage_offset(Handle tensor) { return tensor->storage_offset(); }

EXPORT void tc_device(Handle tensor, int32_t* type, int32_t* index) {
  auto device = tensor->device();
  *type = static_cast<int32_t>(device.type());
  *index = device.index();
}

// `sizes` and `strides` (either may be null) take tc_rank values.
EXPORT void tc_layout(Handle tensor, int64_t* sizes, int64_t* strides) {
  auto rank = tensor->dim();
  for (int64_t i = 0; i < rank; ++i) {
    if (sizes) sizes[i] = tensor->sizes()[i];
    if (strides) strides[i] = tensor->strides()[i];
  }
}

// -1 (with an error) when `dim` is out of range.
EXPORT int64_t tc_size(Handle tensor, int64_t dim) {
  int64_t size = -1;
  guarded([&] { size = tensor->sizes()[c10::maybe_wrap_dim(dim, tensor->dim())]; });
  return size;
}

EXPORT int32_t tc_requires_grad(Handle tensor) { return borrow(tensor).requires_grad(); }
EXPORT int32_t tc_is_leaf(Handle tensor) { return borrow(tensor).is_leaf(); }

EXPORT int tc_set_requires_grad(Handle tensor, int32_t value) {
  return guarded([&] { borrow(tensor).requires_grad_(value != 0); });
}

EXPORT int tc_retain_grad(Handle tensor) {
  return guarded([&] { borrow(tensor).retain_grad(); });
}

// Null where there is no gradient.
EXPORT Handle tc_grad(Handle tensor) { return release(borrow(tensor).grad()); }

EXPORT int tc_set_grad(Handle tensor, Handle grad) {
  return guarded([&] { borrow(tensor).mutable_grad() = borrow(grad); });
}

EXPORT int tc_backward(Handle tensor, Handle gradient, int32_t retain_graph, int32_t create_graph) {
  return guarded([&] { borrow(tensor).backward(borrow(gradient), retain_graph != 0, create_graph != 0); });
}

// The tensor's own storage replaced by another's, keeping its identity (the setter of `.data`).
EXPORT int tc_set_data(Handle tensor, Handle data) {
  return guarded([&] { borrow(tensor).set_data(borrow(data)); });
}

EXPORT int32_t tc_is_grad_enabled() { return c10::GradMode::is_enabled(); }
EXPORT void tc_set_grad_enabled(int32_t enabled) { c10::GradMode::set_enabled(enabled != 0); }

EXPORT c10::InferenceMode* tc_enter_inference_mode(int32_t enabled) { return new c10::InferenceMode(enabled != 0); }
EXPORT void tc_leave_inference_mode(c10::InferenceMode* guard) { delete guard; }
EXPORT int32_t tc_is_inference_mode() { return c10::InferenceMode::is_enabled(); }

EXPORT int tc_manual_seed(int64_t seed) {
  return guarded([&] { at::manual_seed(static_cast<uint64_t>(seed)); });
}

EXPORT int32_t tc_get_num_threads() { return at::get_num_threads(); }
EXPORT int tc_set_num_threads(int32_t count) {
  return guarded([&] { at::set_num_threads(count); });
}
EXPORT int32_t tc_get_num_interop_threads() { return at::get_num_interop_threads(); }
EXPORT int tc_set_num_interop_threads(int32_t count) {
  return guarded([&] { at::set_num_interop_threads(count); });
}

EXPORT int32_t tc_cuda_device_count() {
  int32_t count = 0;
  guarded([&] { count = static_cast<int32_t>(torch::cuda::device_count()); });
  return count;
}

EXPORT int tc_cuda_synchronize(int32_t device) {
  return guarded([&] { torch::cuda::synchronize(device); });
}

EXPORT int32_t tc_get_allow_tf32() { return at::globalContext().allowTF32CuBLAS(); }
EXPORT int tc_set_allow_tf32(int32_t allowed) {
  return guarded([&] { at::globalContext().setAllowTF32CuBLAS(allowed != 0); });
}

// The libtorch this was compiled against, as major * 100 + minor.
EXPORT int32_t tc_version() { return TORCH_VERSION_MAJOR * 100 + TORCH_VERSION_MINOR; }
