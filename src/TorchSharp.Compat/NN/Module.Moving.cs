using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>Converts floating-point parameters and buffers (and their gradients) and moves all of them.</summary>
            /// <remarks>Each keeps its identity, so that fields, shared weights and optimizers stay valid.</remarks>
            internal Module _to(ScalarType? dtype, Device? device, bool non_blocking)
            {
                if (dtype is { } wanted && !is_floating_point(wanted) && !is_complex(wanted))
                    throw new ArgumentException($"nn.Module.to only accepts floating point or complex types, but got desired dtype={wanted}");
                if (device is not null) InitializeDevice(device);
                using var unrecorded = no_grad();
                foreach (var (_, child) in _internal_submodules) child._to(dtype, device, non_blocking);
                foreach (var (_, parameter) in _internal_params)
                {
                    Move(parameter, dtype, device, non_blocking);
                    using var gradient = parameter.grad;
                    if (gradient is not null) Move(gradient, dtype, device, non_blocking);
                }
                foreach (var (_, (buffer, _)) in _internal_buffers) Move(buffer, dtype, device, non_blocking);
                return this;
            }

            private static void Move(Tensor tensor, ScalarType? dtype, Device? device, bool non_blocking)
            {
                var type = dtype is { } wanted && (tensor.is_floating_point() || tensor.is_complex()) ? wanted : tensor.dtype;
                using var moved = tensor.to(type, device ?? tensor.device, non_blocking: non_blocking);
                tensor.SetData(moved);
            }
        }
    }
}

/// <summary>Conversion and moving that keep the module's own type.</summary>
public static class ModuleExtensionMethods
{
    /// <summary>Converts the floating-point parameters and buffers.</summary>
    public static T to<T>(this T module, torch.ScalarType type, bool non_blocking = false) where T : torch.nn.Module =>
        (T)module._to(type, null, non_blocking);

    /// <summary>Converts the floating-point parameters and buffers, and moves all of them.</summary>
    public static T to<T>(this T module, torch.Device device, torch.ScalarType type, bool non_blocking = false) where T : torch.nn.Module =>
        (T)module._to(type, device, non_blocking);

    /// <summary>Moves the parameters and buffers.</summary>
    public static T to<T>(this T module, DeviceType deviceType, int deviceIndex = -1, bool non_blocking = false) where T : torch.nn.Module =>
        (T)module._to(null, new torch.Device(deviceType, deviceIndex), non_blocking);

    /// <summary>Moves the parameters and buffers.</summary>
    public static T to<T>(this T module, torch.Device device, bool non_blocking = false) where T : torch.nn.Module =>
        (T)module._to(null, device, non_blocking);

    /// <summary>Moves the parameters and buffers.</summary>
    public static T to<T>(this T module, string device, bool non_blocking = false) where T : torch.nn.Module =>
        (T)module._to(null, new torch.Device(device), non_blocking);

    /// <summary>Converts and moves to another tensor's type and device.</summary>
    public static T to<T>(this T module, torch.Tensor other, bool non_blocking = false) where T : torch.nn.Module =>
        (T)module._to(other.dtype, other.device, non_blocking);

    /// <summary>Moves to the processor's memory.</summary>
    public static T cpu<T>(this T module, bool non_blocking = false) where T : torch.nn.Module => module.to(torch.CPU, non_blocking);

    /// <summary>Moves to a CUDA device.</summary>
    public static T cuda<T>(this T module, int deviceIndex = -1, bool non_blocking = false) where T : torch.nn.Module =>
        module.to(DeviceType.CUDA, deviceIndex, non_blocking);

    /// <summary>Converts to half precision.</summary>
    public static T half<T>(this T module, bool non_blocking = false) where T : torch.nn.Module => module.to(torch.ScalarType.Float16, non_blocking);

    /// <summary>Converts to bfloat16.</summary>
    public static T bfloat16<T>(this T module, bool non_blocking = false) where T : torch.nn.Module => module.to(torch.ScalarType.BFloat16, non_blocking);

    /// <summary>Converts to single precision.</summary>
    public static T @float<T>(this T module, bool non_blocking = false) where T : torch.nn.Module => module.to(torch.ScalarType.Float32, non_blocking);

    /// <summary>Converts to double precision.</summary>
    public static T @double<T>(this T module, bool non_blocking = false) where T : torch.nn.Module => module.to(torch.ScalarType.Float64, non_blocking);
}
