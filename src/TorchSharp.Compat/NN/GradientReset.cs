namespace TorchSharp.Modules;

/// <summary>Drops or zeroes one gradient.</summary>
internal static class GradientReset
{
    internal static void Apply(Parameter parameter, bool setToNone)
    {
        if (setToNone)
        {
            parameter.grad = null;
            return;
        }
        using var gradient = parameter.grad;
        gradient?.zero_();
    }
}
