using TorchSharp.Compat;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Records nothing on this thread until disposed.</summary>
    public static IDisposable no_grad() => new GradMode(enabled: false);

    /// <summary>Records on this thread until disposed.</summary>
    public static IDisposable enable_grad(bool enabled = true) => new GradMode(enabled);

    /// <inheritdoc cref="enable_grad"/>
    public static IDisposable set_grad_enabled(bool mode = true) => new GradMode(mode);

    /// <summary>Neither records nor tracks changes on this thread until disposed; its tensors can never be recorded.</summary>
    public static IDisposable inference_mode(bool mode = true) => new InferenceMode(mode);

    /// <summary>Whether operations on this thread are recorded.</summary>
    public static bool is_grad_enabled() => Native.tc_is_grad_enabled() != 0;

    /// <summary>Whether this thread is in inference mode.</summary>
    public static bool is_inference_mode_enabled() => Native.tc_is_inference_mode() != 0;

    private sealed class GradMode : IDisposable
    {
        private readonly bool _before = is_grad_enabled();

        internal GradMode(bool enabled) => Native.tc_set_grad_enabled(enabled ? 1 : 0);

        public void Dispose() => Native.tc_set_grad_enabled(_before ? 1 : 0);
    }

    private sealed class InferenceMode(bool enabled) : IDisposable
    {
        private nint _guard = Native.tc_enter_inference_mode(enabled ? 1 : 0);

        public void Dispose()
        {
            if (_guard != 0) Native.tc_leave_inference_mode(_guard);
            _guard = 0;
        }
    }
}
