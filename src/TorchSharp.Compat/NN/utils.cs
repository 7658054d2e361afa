using TorchSharp.Compat;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Helpers over parameters.</summary>
        public static partial class utils
        {
            /// <summary>Scales all gradients so that their common norm is at most <paramref name="max_norm"/>.</summary>
            /// <param name="tensors">Those without gradients are passed over.</param>
            /// <param name="max_norm">The largest norm.</param>
            /// <param name="norm_type">The exponent; infinity takes the largest absolute value.</param>
            /// <returns>The norm before scaling.</returns>
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2.0)
            {
                using var unrecorded = no_grad();
                using var scope = NewDisposeScope();
                var gradients = tensors.Select(parameter => parameter.grad).OfType<Tensor>().ToArray();
                if (gradients.Length == 0) return 0;
                var total = Total(gradients, norm_type);
                var factor = max_norm / (total + 1e-6);
                if (factor < 1) ScaleOp.CallInPlace(gradients, (Scalar)factor);
                return total;
            }

            /// <summary>Limits every element of every gradient to [-clip_value, clip_value].</summary>
            public static void clip_grad_value_(IEnumerable<Parameter> tensors, double clip_value)
            {
                using var unrecorded = no_grad();
                foreach (var parameter in tensors)
                {
                    using var gradient = parameter.grad;
                    gradient?.clamp_(-clip_value, clip_value);
                }
            }

            private static double Total(Tensor[] gradients, double exponent)
            {
                if (double.IsPositiveInfinity(exponent))
                {
                    var largest = gradients.Select(gradient => gradient.abs().amax([]).to(ScalarType.Float64)).ToArray();
                    return stack(largest).max().item<double>();
                }
                var norms = NormsOp.CallList(gradients, (Scalar)exponent);
                return NormOp.Call(stack(norms).to(ScalarType.Float64), (Scalar)exponent).item<double>();
            }

            private static readonly Operator NormsOp = new("_foreach_norm", "Scalar");
            private static readonly Operator NormOp = new("norm", "Scalar");
            private static readonly Operator ScaleOp = new("_foreach_mul_", "Scalar");
        }
    }
}
