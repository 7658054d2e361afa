using TorchSharp.Compat;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor narrow(long dim, long start, long length) => NarrowOp.Call(this, dim, start, length);
        public Tensor select(long dim, long index) => SelectOp.Call(this, dim, index);
        public Tensor slice(long dim, long start, long finish, long step) => SliceOp.Call(this, dim, start, finish, step);
        public Tensor index_select(long dim, Tensor index) => IndexSelectOp.Call(this, dim, index);
        public Tensor take(Tensor index) => TakeOp.Call(this, index);
        public Tensor gather(long dim, Tensor index) => GatherOp.Call(this, dim, index);
        public Tensor masked_select(Tensor mask) => MaskedSelectOp.Call(this, mask);
        public Tensor nonzero() => NonzeroOp.Call(this);

        public Tensor scatter(long dim, Tensor index, Tensor src) => ScatterOp.Call(this, dim, index, src);
        public Tensor scatter_(long dim, Tensor index, Tensor src) => InPlace(ScatterInPlaceOp, dim, index, src);
        public Tensor scatter_add(long dim, Tensor index, Tensor src) => ScatterAddOp.Call(this, dim, index, src);
        public Tensor scatter_add_(long dim, Tensor index, Tensor src) => InPlace(ScatterAddInPlaceOp, dim, index, src);
        public Tensor index_copy(long dim, Tensor index, Tensor source) => IndexCopyOp.Call(this, dim, index, source);
        public Tensor index_copy_(long dim, Tensor index, Tensor source) => InPlace(IndexCopyInPlaceOp, dim, index, source);
        public Tensor index_add(long dim, Tensor index, Tensor source, Scalar alpha) => IndexAddOp.Call(this, dim, index, source, alpha);

        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha)
        {
            IndexAddInPlaceOp.CallInPlace(this, dim, index, source, alpha);
            return this;
        }

        public Tensor index_fill_(long dim, Tensor index, Scalar value) => InPlace(IndexFillInPlaceOp, dim, index, value);
        public Tensor masked_fill(Tensor mask, Scalar value) => MaskedFillOp.Call(this, mask, value);
        public Tensor masked_fill_(Tensor mask, Scalar value) => InPlace(MaskedFillInPlaceOp, mask, value);
        public Tensor masked_scatter(Tensor mask, Tensor value) => MaskedScatterOp.Call(this, mask, value);
        public Tensor masked_scatter_(Tensor mask, Tensor value) => InPlace(MaskedScatterInPlaceOp, mask, value);

        /// <summary>Chooses this tensor's elements where <paramref name="condition"/> holds, else the other's.</summary>
        public Tensor where(Tensor condition, Tensor y) => WhereOp.Call(condition, this, y);

        public Tensor copy_(Tensor source, bool nonBlocking = false) => InPlace(CopyInPlaceOp, source, nonBlocking);
        public Tensor fill_(Scalar value) => InPlace(FillInPlaceOp, value);
        public Tensor zero_() => InPlace(ZeroInPlaceOp);
        public Tensor clone() => CloneOp.Call(this);

        private static readonly Operator NarrowOp = new("narrow");
        private static readonly Operator SelectOp = new("select", "int");
        private static readonly Operator SliceOp = new("slice", "Tensor");
        private static readonly Operator IndexSelectOp = new("index_select");
        private static readonly Operator TakeOp = new("take");
        private static readonly Operator GatherOp = new("gather");
        private static readonly Operator MaskedSelectOp = new("masked_select");
        private static readonly Operator NonzeroOp = new("nonzero");
        private static readonly Operator ScatterOp = new("scatter", "src");
        private static readonly Operator ScatterInPlaceOp = new("scatter_", "src");
        private static readonly Operator ScatterAddOp = new("scatter_add");
        private static readonly Operator ScatterAddInPlaceOp = new("scatter_add_");
        private static readonly Operator IndexCopyOp = new("index_copy");
        private static readonly Operator IndexCopyInPlaceOp = new("index_copy_");
        private static readonly Operator IndexAddOp = new("index_add");
        private static readonly Operator IndexAddInPlaceOp = new("index_add_");
        private static readonly Operator IndexFillInPlaceOp = new("index_fill_", "int_Scalar");
        private static readonly Operator MaskedFillOp = new("masked_fill", "Scalar");
        private static readonly Operator MaskedFillInPlaceOp = new("masked_fill_", "Scalar");
        private static readonly Operator MaskedScatterOp = new("masked_scatter");
        private static readonly Operator MaskedScatterInPlaceOp = new("masked_scatter_");
        private static readonly Operator WhereOp = new("where", "self");
        private static readonly Operator CopyInPlaceOp = new("copy_");
        private static readonly Operator FillInPlaceOp = new("fill_", "Scalar");
        private static readonly Operator ZeroInPlaceOp = new("zero_");
        private static readonly Operator CloneOp = new("clone");
    }
}
