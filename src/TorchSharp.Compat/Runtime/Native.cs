using System.Runtime.InteropServices;

namespace TorchSharp.Compat;

/// <summary>The native half's functions; every parameter is blittable, so a call costs a few nanoseconds.</summary>
internal static unsafe partial class Native
{
    private const string Lib = NativeRuntime.Library;

    static Native() => NativeRuntime.Install();

    [LibraryImport(Lib)] internal static partial nint tc_last_error();
    [LibraryImport(Lib, StringMarshalling = StringMarshalling.Utf8)] internal static partial nint tc_find(string name, string overload);
    [LibraryImport(Lib)] internal static partial int tc_call(nint op, NativeValue* values, int count, NativeValue* results, int capacity);

    [LibraryImport(Lib)] internal static partial void tc_free(nint tensor);
    [LibraryImport(Lib)] internal static partial nint tc_alias(nint tensor);
    [LibraryImport(Lib)] internal static partial int tc_from_memory(void* data, long bytes, long* shape, int rank, int dtype, nint* result);
    [LibraryImport(Lib)] internal static partial nint tc_data(nint tensor);

    [LibraryImport(Lib), SuppressGCTransition] internal static partial long tc_rank(nint tensor);
    [LibraryImport(Lib), SuppressGCTransition] internal static partial long tc_numel(nint tensor);
    [LibraryImport(Lib), SuppressGCTransition] internal static partial int tc_dtype(nint tensor);
    [LibraryImport(Lib), SuppressGCTransition] internal static partial long tc_element_size(nint tensor);
    [LibraryImport(Lib), SuppressGCTransition] internal static partial int tc_is_contiguous(nint tensor);
    [LibraryImport(Lib), SuppressGCTransition] internal static partial long tc_storage_offset(nint tensor);
    [LibraryImport(Lib), SuppressGCTransition] internal static partial void tc_device(nint tensor, int* type, int* index);
    [LibraryImport(Lib), SuppressGCTransition] internal static partial void tc_layout(nint tensor, long* sizes, long* strides);
    [LibraryImport(Lib)] internal static partial long tc_size(nint tensor, long dim);

    [LibraryImport(Lib)] internal static partial int tc_requires_grad(nint tensor);
    [LibraryImport(Lib)] internal static partial int tc_is_leaf(nint tensor);
    [LibraryImport(Lib)] internal static partial int tc_set_requires_grad(nint tensor, int value);
    [LibraryImport(Lib)] internal static partial int tc_retain_grad(nint tensor);
    [LibraryImport(Lib)] internal static partial nint tc_grad(nint tensor);
    [LibraryImport(Lib)] internal static partial int tc_set_grad(nint tensor, nint grad);
    [LibraryImport(Lib)] internal static partial int tc_backward(nint tensor, nint gradient, int retainGraph, int createGraph);
    [LibraryImport(Lib)] internal static partial int tc_set_data(nint tensor, nint data);

    [LibraryImport(Lib)] internal static partial int tc_is_grad_enabled();
    [LibraryImport(Lib)] internal static partial void tc_set_grad_enabled(int enabled);
    [LibraryImport(Lib)] internal static partial nint tc_enter_inference_mode(int enabled);
    [LibraryImport(Lib)] internal static partial void tc_leave_inference_mode(nint guard);
    [LibraryImport(Lib)] internal static partial int tc_is_inference_mode();

    [LibraryImport(Lib)] internal static partial int tc_manual_seed(long seed);
    [LibraryImport(Lib)] internal static partial int tc_get_num_threads();
    [LibraryImport(Lib)] internal static partial int tc_set_num_threads(int count);
    [LibraryImport(Lib)] internal static partial int tc_get_num_interop_threads();
    [LibraryImport(Lib)] internal static partial int tc_set_num_interop_threads(int count);

    [LibraryImport(Lib)] internal static partial int tc_cuda_device_count();
    [LibraryImport(Lib)] internal static partial int tc_cuda_synchronize(int device);
    [LibraryImport(Lib)] internal static partial int tc_get_allow_tf32();
    [LibraryImport(Lib)] internal static partial int tc_set_allow_tf32(int allowed);
    [LibraryImport(Lib)] internal static partial int tc_version();

    /// <summary>Throws when a native function has reported a failure.</summary>
    /// <exception cref="ExternalException">libtorch refused the call; the message is its first line.</exception>
    internal static void Check(int status)
    {
        if (status != 0) throw Failure();
    }

    /// <summary>The failure just reported on this thread, as the exception TorchSharp throws.</summary>
    internal static ExternalException Failure() =>
        new(Marshal.PtrToStringUTF8(tc_last_error()) ?? "libtorch failed without saying why");
}
