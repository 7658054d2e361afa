using TorchSharp.Compat;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Modules' computations as functions.</summary>
        public static partial class functional
        {
            /// <summary>x W^T + b, for W of [output, input].</summary>
            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null) => LinearOp.Call(input, weights, bias);

            /// <summary>1 at the position that an integer names, 0 elsewhere; -1 classes means the largest integer plus 1.</summary>
            public static Tensor one_hot(Tensor x, long num_classes = -1) => OneHotOp.Call(x, num_classes);

            /// <summary>Normalises the last dimensions.</summary>
            public static Tensor layer_norm(Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null, double eps = 1e-05) =>
                LayerNormOp.Call(input, normalized_shape, weight, bias, eps);

            /// <summary>Normalises each channel.</summary>
            public static Tensor batch_norm(Tensor input, Tensor? running_mean, Tensor? running_var, Tensor? weight = null, Tensor? bias = null, bool training = false, double momentum = 0.1, double eps = 1e-05) =>
                BatchNormOp.Call(input, weight, bias, running_mean, running_var, training, momentum, eps, true);

            /// <summary>In training, zeroes elements with probability <paramref name="p"/> and scales the rest.</summary>
            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                inplace ? InPlace(DropoutInPlaceOp, input, p, training) : DropoutOp.Call(input, p, training);

            public static Tensor relu(Tensor x, bool inplace = false) => inplace ? x.relu_() : x.relu();
            public static Tensor silu(Tensor x, bool inplace = false) => inplace ? InPlace(SiluInPlaceOp, x) : SiluOp.Call(x);
            public static Tensor sigmoid(Tensor x) => x.sigmoid();
            public static Tensor tanh(Tensor x, bool inplace = false) => inplace ? x.tanh_() : x.tanh();

            /// <summary>x times the normal distribution function at x.</summary>
            public static Tensor gelu(Tensor x) => GeluOp.Call(x);

            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => input.softmax(dim, dtype);
            public static Tensor log_softmax(Tensor x, long dim) => x.log_softmax(dim);

            /// <summary>Continues the last dimensions: pairs of (before, after), last dimension first.</summary>
            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                mode is PaddingModes.Constant or PaddingModes.Zeros ? ConstantPadOp.Call(input, pad, (Scalar)value) : PadOp.Call(input, pad, mode.Utf8());

            private static Tensor InPlace(Operator op, Tensor input, params ReadOnlySpan<Argument> more)
            {
                op.CallInPlace([input, .. more]);
                return input;
            }

            private static readonly Operator LinearOp = new("linear");
            private static readonly Operator OneHotOp = new("one_hot");
            private static readonly Operator LayerNormOp = new("layer_norm");
            private static readonly Operator BatchNormOp = new("batch_norm");
            private static readonly Operator DropoutOp = new("dropout");
            private static readonly Operator DropoutInPlaceOp = new("dropout_");
            private static readonly Operator SiluOp = new("silu");
            private static readonly Operator SiluInPlaceOp = new("silu_");
            private static readonly Operator GeluOp = new("gelu");
            private static readonly Operator ConstantPadOp = new("constant_pad_nd");
            private static readonly Operator PadOp = new("pad");
        }
    }
}
