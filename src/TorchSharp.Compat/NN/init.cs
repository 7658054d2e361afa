using TorchSharp.Compat;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Starting values, written in place and not recorded.</summary>
        public static partial class init
        {
            /// <summary>Which width a scheme keeps the variance over.</summary>
            public enum FanInOut
            {
                /// <summary>The input.</summary>
                FanIn,

                /// <summary>The output.</summary>
                FanOut,
            }

            /// <summary>The nonlinearity that follows.</summary>
            public enum NonlinearityType
            {
                /// <summary>None.</summary>
                Linear = 0,

                /// <summary>Sigmoid.</summary>
                Sigmoid = 7,

                /// <summary>Hyperbolic tangent.</summary>
                Tanh = 8,

                /// <summary>max(x, 0).</summary>
                ReLU = 9,

                /// <summary>max(x, a x).</summary>
                LeakyReLU = 10,
            }

            public static Tensor constant_(Tensor tensor, Scalar val) => Unrecorded(tensor, () => tensor.fill_(val));
            public static Tensor zeros_(Tensor tensor) => Unrecorded(tensor, () => tensor.zero_());
            public static Tensor ones_(Tensor tensor) => constant_(tensor, 1);

            public static Tensor normal_(Tensor tensor, double mean = 0, double std = 1) =>
                Unrecorded(tensor, () => NormalOp.CallInPlace(tensor, mean, std));

            public static Tensor uniform_(Tensor tensor, double low = 0, double high = 1) =>
                Unrecorded(tensor, () => UniformOp.CallInPlace(tensor, low, high));

            /// <summary>Normal, drawn again where it falls outside [a, b].</summary>
            public static Tensor trunc_normal_(Tensor tensor, double mean = 0, double std = 1, double a = -2, double b = 2) =>
                Unrecorded(tensor, () =>
                {
                    // A uniform position between the distribution function's values at both ends, sent back through its inverse.
                    var (low, high) = (NormalCdf((a - mean) / std), NormalCdf((b - mean) / std));
                    UniformOp.CallInPlace(tensor, (2 * low) - 1, (2 * high) - 1);
                    ErfinvOp.CallInPlace(tensor);
                    tensor.mul_(std * Math.Sqrt(2)).add_(mean).clamp_(a, b);
                });

            public static Tensor xavier_uniform_(Tensor tensor, double gain = 1)
            {
                var (fanIn, fanOut) = Fans(tensor);
                var bound = gain * Math.Sqrt(6.0 / (fanIn + fanOut));
                return uniform_(tensor, -bound, bound);
            }

            public static Tensor xavier_normal_(Tensor tensor, double gain = 1)
            {
                var (fanIn, fanOut) = Fans(tensor);
                return normal_(tensor, 0, gain * Math.Sqrt(2.0 / (fanIn + fanOut)));
            }

            public static Tensor kaiming_uniform_(Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU)
            {
                var bound = Math.Sqrt(3) * KaimingStd(tensor, a, mode, nonlinearity);
                return uniform_(tensor, -bound, bound);
            }

            public static Tensor kaiming_normal_(Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU) =>
                normal_(tensor, 0, KaimingStd(tensor, a, mode, nonlinearity));

            /// <summary>The factor by which a nonlinearity shrinks the spread.</summary>
            public static double calculate_gain(NonlinearityType nonlinearity, double param = 0) => nonlinearity switch
            {
                NonlinearityType.Tanh => 5.0 / 3,
                NonlinearityType.ReLU => Math.Sqrt(2),
                NonlinearityType.LeakyReLU => Math.Sqrt(2 / (1 + (param * param))),
                _ => 1,
            };

            private static double KaimingStd(Tensor tensor, double a, FanInOut mode, NonlinearityType nonlinearity)
            {
                var (fanIn, fanOut) = Fans(tensor);
                return calculate_gain(nonlinearity, a) / Math.Sqrt(mode == FanInOut.FanIn ? fanIn : fanOut);
            }

            private static (long In, long Out) Fans(Tensor tensor)
            {
                var shape = tensor.shape;
                if (shape.Length < 2) throw new ArgumentException("fan in and out need a tensor of at least 2 dimensions");
                long field = 1;
                for (var i = 2; i < shape.Length; i++) field *= shape[i];
                return (shape[1] * field, shape[0] * field);
            }

            private static double NormalCdf(double x)
            {
                using var value = tensor(x / Math.Sqrt(2));
                using var erf = value.erf();
                return (1 + erf.item<double>()) / 2;
            }

            private static Tensor Unrecorded(Tensor tensor, Action write)
            {
                using var unrecorded = no_grad();
                write();
                return tensor;
            }

            private static readonly Operator NormalOp = new("normal_");
            private static readonly Operator UniformOp = new("uniform_");
            private static readonly Operator ErfinvOp = new("erfinv_");
        }
    }
}
