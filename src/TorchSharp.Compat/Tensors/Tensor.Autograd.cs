using TorchSharp.Compat;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Whether operations on the tensor are recorded for <see cref="backward"/>.</summary>
        public bool requires_grad
        {
            get => Native.tc_requires_grad(Handle) != 0;
            set => Native.Check(Native.tc_set_requires_grad(Handle, value ? 1 : 0));
        }

        /// <summary>Sets <see cref="requires_grad"/> and returns the tensor.</summary>
        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        /// <inheritdoc cref="requires_grad_"/>
        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        /// <summary>Whether the tensor is not the result of a recorded operation.</summary>
        public bool is_leaf => Native.tc_is_leaf(Handle) != 0;

        /// <summary>The gradient accumulated by <see cref="backward"/>; null where there is none. Each read is a new reference.</summary>
        public Tensor? grad
        {
            get
            {
                var handle = Native.tc_grad(Handle);
                return handle == 0 ? null : new Tensor(handle);
            }
            set
            {
                Native.Check(Native.tc_set_grad(Handle, value?.Handle ?? 0));
                GC.KeepAlive(value);
            }
        }

        /// <summary>Keeps the gradient of a tensor that is not a leaf.</summary>
        public void retain_grad() => Native.Check(Native.tc_retain_grad(Handle));

        /// <summary>Accumulates into <see cref="grad"/> of every leaf the derivative of this tensor.</summary>
        /// <param name="grad_tensors">The derivative of the result with respect to this tensor; needed unless it has one element.</param>
        /// <param name="retain_graph">Keep the history for another pass.</param>
        /// <param name="create_graph">Record the differentiation too.</param>
        public void backward(IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false)
        {
            if (grad_tensors is { Count: > 1 }) throw new ArgumentException("one tensor takes one gradient", nameof(grad_tensors));
            var seed = grad_tensors is { Count: 1 } ? grad_tensors[0] : null;
            Native.Check(Native.tc_backward(Handle, seed?.Handle ?? 0, retain_graph || create_graph ? 1 : 0, create_graph ? 1 : 0));
            GC.KeepAlive(seed);
        }

        /// <summary>The same elements without history.</summary>
        public Tensor detach() => DetachOp.Call(this);

        /// <summary>Drops the tensor's history.</summary>
        public Tensor detach_()
        {
            DetachInPlaceOp.CallInPlace(this);
            return this;
        }

        /// <summary>Replaces the elements and keeps the tensor's identity.</summary>
        internal void SetData(Tensor data)
        {
            Native.Check(Native.tc_set_data(Handle, data.Handle));
            GC.KeepAlive(data);
        }

        private static readonly Operator DetachOp = new("detach");
        private static readonly Operator DetachInPlaceOp = new("detach_");
    }
}
