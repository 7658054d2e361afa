namespace TorchSharp.Modules;

/// <summary>A tensor that a module learns; assigning one to a field and registering makes it part of the module.</summary>
public sealed class Parameter : torch.Tensor
{
    /// <summary>Shares the elements of <paramref name="data"/>, without its history.</summary>
    public Parameter(torch.Tensor data, bool requires_grad = true)
        : base(Detached(data))
    {
        if (requires_grad) this.requires_grad = true;
    }

    private static nint Detached(torch.Tensor data)
    {
        using var detached = data.detach();
        return Compat.Native.tc_alias(detached.Handle);
    }
}
