using TorchSharp.Compat;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Tensors one after the other along a dimension.</summary>
    public static Tensor cat(IList<Tensor> tensors, long dim = 0) => CatOp.Call(Listed(tensors), dim);

    /// <inheritdoc cref="cat"/>
    public static Tensor concat(IList<Tensor> tensors, long dim = 0) => cat(tensors, dim);

    /// <inheritdoc cref="cat"/>
    public static Tensor concatenate(IList<Tensor> tensors, long axis = 0) => cat(tensors, axis);

    /// <summary>Tensors of one shape along a new dimension.</summary>
    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0) => StackOp.Call(tensors as Tensor[] ?? tensors.ToArray(), dim);

    /// <summary>Elements of <paramref name="x"/> where <paramref name="condition"/> holds, else of <paramref name="y"/>.</summary>
    public static Tensor where(Tensor condition, Tensor x, Tensor y) => x.where(condition, y);

    /// <summary>Tensors expanded to a common shape.</summary>
    public static IList<Tensor> broadcast_tensors(params Tensor[] tensors) => BroadcastTensorsOp.CallList(tensors);

    /// <summary>Tensors from one-dimensional axes, each as large as the grid.</summary>
    public static Tensor[] meshgrid(IEnumerable<Tensor> tensors, string indexing = "ij") =>
        MeshgridOp.CallList(tensors.ToArray(), System.Text.Encoding.UTF8.GetBytes(indexing));

    internal static Tensor[] Listed(IList<Tensor> tensors) => tensors as Tensor[] ?? tensors.ToArray();

    private static readonly Operator CatOp = new("cat");
    private static readonly Operator StackOp = new("stack");
    private static readonly Operator BroadcastTensorsOp = new("broadcast_tensors");
    private static readonly Operator MeshgridOp = new("meshgrid", "indexing");
}
