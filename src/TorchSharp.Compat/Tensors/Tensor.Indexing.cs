using System.Runtime.CompilerServices;
using TorchSharp.Compat;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Part of the tensor; assigning writes to that part.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        /// <summary>The elements that masks or tensors of positions choose.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        /// <summary>One position in each of the first dimensions.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[params long[] indices]
        {
            get => index(Array.ConvertAll(indices, position => (TensorIndex)position));
            set => index_put_(value, Array.ConvertAll(indices, position => (TensorIndex)position));
        }

        /// <summary>Part of the tensor: a view for positions and slices, a copy for masks and tensors of positions.</summary>
        public Tensor index(params TensorIndex[] indices)
        {
            var (view, tensors) = Sliced(indices);
            if (tensors is null) return view;
            using (view) return IndexOp.Call(view, Argument.Optional(tensors));
        }

        /// <inheritdoc cref="index(TensorIndex[])"/>
        public Tensor index(params Tensor[] indices) => IndexOp.Call(this, Argument.Optional(indices));

        /// <summary>Writes <paramref name="value"/> (broadcast) to part of the tensor.</summary>
        public Tensor index_put_(Tensor value, params TensorIndex[] indices) => Put(value, indices, accumulate: false);

        /// <inheritdoc cref="index_put_(Tensor, TensorIndex[])"/>
        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, indices, accumulate: false);

        /// <summary>Writes or adds <paramref name="value"/> at the positions that the tensors name.</summary>
        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false) =>
            InPlace(IndexPutInPlaceOp, Argument.Optional(indices), value, accumulate);

        /// <inheritdoc cref="index_put_(Tensor, TensorIndex[])"/>
        public Tensor index_put_(Scalar value, params TensorIndex[] indices)
        {
            using var filled = full([], value, dtype, device);
            return Put(filled, indices, accumulate: false);
        }

        private Tensor Put(Tensor value, TensorIndex[] indices, bool accumulate)
        {
            var (view, tensors) = Sliced(indices);
            using (view)
            {
                if (tensors is null) view.copy_(value);
                else view.InPlace(IndexPutInPlaceOp, Argument.Optional(tensors), value, accumulate);
            }
            return this;
        }

        /// <summary>Applies positions, slices and new dimensions; what remains is one entry per dimension or mask, null for a whole dimension.</summary>
        private (Tensor View, Tensor?[]? Tensors) Sliced(TensorIndex[] indices)
        {
            var view = alias();
            var remaining = new List<Tensor?>();
            var anyTensor = false;
            long dim = 0;
            foreach (var index in indices)
            {
                switch (index.Kind)
                {
                    case TensorIndex.Form.Single:
                        Replace(ref view, view.select(dim, index.Start!.Value));
                        break;
                    case TensorIndex.Form.Slice:
                        if (index.Start is not null || index.Stop is not null || index.Step is not null)
                            Replace(ref view, SliceOp.Call(view, dim, index.Start, index.Stop, index.Step ?? 1));
                        Keep(1);
                        break;
                    case TensorIndex.Form.NewAxis:
                        Replace(ref view, view.unsqueeze(dim));
                        Keep(1);
                        break;
                    case TensorIndex.Form.Ellipsis:
                        Keep((int)(Dimensions - Consumed(indices)));
                        break;
                    case TensorIndex.Form.Bool:
                        Replace(ref view, view.unsqueeze(dim));
                        Pick(full([1], index.Start == 1, ScalarType.Bool, device), 1);
                        break;
                    case TensorIndex.Form.Tensor:
                        var positions = index.Positions!;
                        Pick(positions, positions.dtype is ScalarType.Bool or ScalarType.Byte ? positions.Dimensions : 1);
                        break;
                }
            }
            return (view, anyTensor ? remaining.ToArray() : null);

            void Keep(int count)
            {
                for (var i = 0; i < count; i++) remaining.Add(null);
                dim += count;
            }

            void Pick(Tensor tensor, long dimensions)
            {
                remaining.Add(tensor);
                dim += dimensions;
                anyTensor = true;
            }
        }

        private static long Consumed(TensorIndex[] indices)
        {
            long count = 0;
            foreach (var index in indices)
                count += index.Kind switch
                {
                    TensorIndex.Form.Single or TensorIndex.Form.Slice => 1,
                    TensorIndex.Form.Tensor when index.Positions!.dtype is ScalarType.Bool or ScalarType.Byte => index.Positions.Dimensions,
                    TensorIndex.Form.Tensor => 1,
                    _ => 0,
                };
            return count;
        }

        private static void Replace(ref Tensor view, Tensor next)
        {
            view.Dispose();
            view = next;
        }

        private static readonly Operator IndexOp = new("index", "Tensor");
        private static readonly Operator IndexPutInPlaceOp = new("index_put_");
    }
}
