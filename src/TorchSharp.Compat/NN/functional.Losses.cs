using TorchSharp.Compat;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>How the losses of single examples become one.</summary>
        public enum Reduction : long
        {
            /// <summary>They do not.</summary>
            None = 0,

            /// <summary>Their mean.</summary>
            Mean = 1,

            /// <summary>Their sum.</summary>
            Sum = 2,
        }

        public static partial class functional
        {
            /// <summary>Negative log-softmax at the target class; targets equal to <paramref name="ignore_index"/> do not count.</summary>
            public static Tensor cross_entropy(Tensor input, Tensor target, Tensor? weight = null, long ignore_index = -100, Reduction reduction = Reduction.Mean, double label_smoothing = 0.0) =>
                CrossEntropyOp.Call(input, target, weight, (long)reduction, ignore_index, label_smoothing);

            /// <summary>Negative of the log-probability given at the target class.</summary>
            public static Tensor nll_loss(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean) =>
                NllLossOp.Call(input, target, weight, (long)reduction);

            /// <summary>Squared difference.</summary>
            public static Tensor mse_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                MseLossOp.Call(input, target, (long)reduction);

            /// <summary>Absolute difference.</summary>
            public static Tensor l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                L1LossOp.Call(input, target, (long)reduction);

            /// <summary>Cross-entropy of independent truth values, from logits.</summary>
            public static Tensor binary_cross_entropy_with_logits(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean, Tensor? pos_weights = null) =>
                BinaryCrossEntropyOp.Call(input, target, weight, pos_weights, (long)reduction);

            private static readonly Operator CrossEntropyOp = new("cross_entropy_loss");
            private static readonly Operator NllLossOp = new("nll_loss_nd");
            private static readonly Operator MseLossOp = new("mse_loss");
            private static readonly Operator L1LossOp = new("l1_loss");
            private static readonly Operator BinaryCrossEntropyOp = new("binary_cross_entropy_with_logits");
        }
    }
}
