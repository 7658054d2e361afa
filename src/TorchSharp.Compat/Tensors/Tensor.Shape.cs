using TorchSharp.Compat;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor view(params long[] shape) => ViewOp.Call(this, shape);
        public Tensor view_as(Tensor other) => ViewOp.Call(this, other.shape);
        public Tensor reshape(params long[] shape) => ReshapeOp.Call(this, shape);
        public Tensor flatten(long start_dim = 0, long end_dim = -1) => FlattenOp.Call(this, start_dim, end_dim);
        public Tensor unflatten(long dim, params long[] sizes)
        {
            var before = shape;
            var at = (int)(dim < 0 ? dim + before.Length : dim);
            return reshape([.. before[..at], .. sizes, .. before[(at + 1)..]]);
        }

        public Tensor permute(params long[] permutation) => PermuteOp.Call(this, permutation);
        public Tensor transpose(long dim0, long dim1) => TransposeOp.Call(this, dim0, dim1);
        public Tensor transpose_(long dim0, long dim1) => InPlace(TransposeInPlaceOp, dim0, dim1);
        public Tensor swapaxes(long dim0, long dim1) => transpose(dim0, dim1);
        public Tensor movedim(long[] source, long[] destination) => MovedimOp.Call(this, source, destination);
        public Tensor t() => TOp.Call(this);

        /// <summary>The last two dimensions exchanged.</summary>
        public Tensor mT => transpose(-2, -1);

        /// <summary>The dimensions in reverse order.</summary>
        public Tensor T => NumpyTOp.Call(this);

        public Tensor contiguous() => ContiguousOp.Call(this);
        public Tensor unsqueeze(long dim) => UnsqueezeOp.Call(this, dim);
        public Tensor unsqueeze_(long dim) => InPlace(UnsqueezeInPlaceOp, dim);
        public Tensor squeeze(long? dim = null) => dim is { } one ? SqueezeDimOp.Call(this, one) : SqueezeOp.Call(this);
        public Tensor expand(params long[] sizes) => ExpandOp.Call(this, sizes);
        public Tensor expand(long[] sizes, bool isImplicit = false) => ExpandOp.Call(this, sizes, isImplicit);
        public Tensor expand_as(Tensor other) => ExpandOp.Call(this, other.shape);
        public Tensor broadcast_to(params long[] shape) => ExpandOp.Call(this, shape);
        public Tensor repeat(params long[] sizes) => RepeatOp.Call(this, sizes);
        public Tensor tile(params long[] reps) => TileOp.Call(this, reps);

        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null) =>
            RepeatInterleaveOp.Call(this, repeats, dim, output_size);

        public Tensor repeat_interleave(Tensor repeats, long? dim = null, long? output_size = null) =>
            RepeatInterleaveTensorOp.Call(this, repeats, dim, output_size);

        public Tensor flip(params long[] dims) => FlipOp.Call(this, dims);
        public Tensor roll(long shifts, long? dims = null) => RollOp.Call(this, new[] { shifts }, dims is { } one ? new[] { one } : []);
        public Tensor unfold(long dimension, long size, long step) => UnfoldOp.Call(this, dimension, size, step);
        public Tensor diagonal(long offset = 0, long dim1 = 0, long dim2 = 1) => DiagonalOp.Call(this, offset, dim1, dim2);
        public Tensor triu(long diagonal = 0) => TriuOp.Call(this, diagonal);
        public Tensor tril(long diagonal = 0) => TrilOp.Call(this, diagonal);

        public Tensor[] chunk(long chunks, long dim = 0) => ChunkOp.CallList(this, chunks, dim);
        public Tensor[] split(long size, int dim = 0) => SplitOp.CallList(this, size, dim);
        public Tensor[] split(long[] sizes, long dim = 0) => SplitSizesOp.CallList(this, sizes, dim);
        public Tensor[] unbind(long dimension = 0) => UnbindOp.CallList(this, dimension);

        private static readonly Operator ViewOp = new("view");
        private static readonly Operator ReshapeOp = new("reshape");
        private static readonly Operator FlattenOp = new("flatten", "using_ints");
        private static readonly Operator PermuteOp = new("permute");
        private static readonly Operator TransposeOp = new("transpose", "int");
        private static readonly Operator TransposeInPlaceOp = new("transpose_");
        private static readonly Operator MovedimOp = new("movedim", "intlist");
        private static readonly Operator TOp = new("t");
        private static readonly Operator NumpyTOp = new("numpy_T");
        private static readonly Operator ContiguousOp = new("contiguous");
        private static readonly Operator UnsqueezeOp = new("unsqueeze");
        private static readonly Operator UnsqueezeInPlaceOp = new("unsqueeze_");
        private static readonly Operator SqueezeOp = new("squeeze");
        private static readonly Operator SqueezeDimOp = new("squeeze", "dim");
        private static readonly Operator ExpandOp = new("expand");
        private static readonly Operator RepeatOp = new("repeat");
        private static readonly Operator TileOp = new("tile");
        private static readonly Operator RepeatInterleaveOp = new("repeat_interleave", "self_int");
        private static readonly Operator RepeatInterleaveTensorOp = new("repeat_interleave", "self_Tensor");
        private static readonly Operator FlipOp = new("flip");
        private static readonly Operator RollOp = new("roll");
        private static readonly Operator UnfoldOp = new("unfold");
        private static readonly Operator DiagonalOp = new("diagonal");
        private static readonly Operator TriuOp = new("triu");
        private static readonly Operator TrilOp = new("tril");
        private static readonly Operator ChunkOp = new("chunk");
        private static readonly Operator SplitOp = new("split", "Tensor");
        private static readonly Operator SplitSizesOp = new("split_with_sizes");
        private static readonly Operator UnbindOp = new("unbind", "int");
    }
}
