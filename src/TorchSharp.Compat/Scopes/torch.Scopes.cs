namespace TorchSharp;

public static partial class torch
{
    /// <summary>Opens a scope: tensors created on this thread until it ends are disposed with it.</summary>
    public static DisposeScope NewDisposeScope() => DisposeScopeManager.NewDisposeScope();

    /// <summary>Runs a function in its own scope and moves the tensor that it returns to the scope around it.</summary>
    public static Tensor WrappedTensorDisposeScope(Func<Tensor> expr)
    {
        using var scope = NewDisposeScope();
        return expr().MoveToOuterDisposeScope();
    }
}
