using TorchSharp.Compat;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor matmul(Tensor target) => MatmulOp.Call(this, target);
        public Tensor mm(Tensor target) => MmOp.Call(this, target);
        public Tensor bmm(Tensor batch2) => BmmOp.Call(this, batch2);
        public Tensor mv(Tensor target) => MvOp.Call(this, target);
        public Tensor dot(Tensor target) => DotOp.Call(this, target);
        public Tensor outer(Tensor vec2) => OuterOp.Call(this, vec2);

        /// <summary>beta * this + alpha * mat1 mat2.</summary>
        public Tensor addmm(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) => AddmmOp.Call(this, mat1, mat2, (Scalar)beta, (Scalar)alpha);

        /// <summary>beta * this + alpha * batch1 batch2, batch by batch.</summary>
        public Tensor baddbmm(Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) =>
            BaddbmmOp.Call(this, batch1, batch2, (Scalar)beta, (Scalar)alpha);

        private static readonly Operator MatmulOp = new("matmul");
        private static readonly Operator MmOp = new("mm");
        private static readonly Operator BmmOp = new("bmm");
        private static readonly Operator MvOp = new("mv");
        private static readonly Operator DotOp = new("dot");
        private static readonly Operator OuterOp = new("outer");
        private static readonly Operator AddmmOp = new("addmm");
        private static readonly Operator BaddbmmOp = new("baddbmm");
    }
}
