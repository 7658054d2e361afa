using TorchSharp.Compat;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        // Element by element; each has an in-place form that returns this tensor.
        public Tensor abs() => AbsOp.Call(this);
        public Tensor abs_() => InPlace(AbsInPlaceOp);
        public Tensor neg() => NegOp.Call(this);
        public Tensor neg_() => InPlace(NegInPlaceOp);
        public Tensor sqrt() => SqrtOp.Call(this);
        public Tensor sqrt_() => InPlace(SqrtInPlaceOp);
        public Tensor rsqrt() => RsqrtOp.Call(this);
        public Tensor rsqrt_() => InPlace(RsqrtInPlaceOp);
        public Tensor exp() => ExpOp.Call(this);
        public Tensor exp_() => InPlace(ExpInPlaceOp);
        public Tensor expm1() => Expm1Op.Call(this);
        public Tensor expm1_() => InPlace(Expm1InPlaceOp);
        public Tensor log() => LogOp.Call(this);
        public Tensor log_() => InPlace(LogInPlaceOp);
        public Tensor log2() => Log2Op.Call(this);
        public Tensor log2_() => InPlace(Log2InPlaceOp);
        public Tensor log10() => Log10Op.Call(this);
        public Tensor log10_() => InPlace(Log10InPlaceOp);
        public Tensor log1p() => Log1pOp.Call(this);
        public Tensor log1p_() => InPlace(Log1pInPlaceOp);
        public Tensor sin() => SinOp.Call(this);
        public Tensor sin_() => InPlace(SinInPlaceOp);
        public Tensor cos() => CosOp.Call(this);
        public Tensor cos_() => InPlace(CosInPlaceOp);
        public Tensor tan() => TanOp.Call(this);
        public Tensor tan_() => InPlace(TanInPlaceOp);
        public Tensor tanh() => TanhOp.Call(this);
        public Tensor tanh_() => InPlace(TanhInPlaceOp);
        public Tensor sigmoid() => SigmoidOp.Call(this);
        public Tensor sigmoid_() => InPlace(SigmoidInPlaceOp);
        public Tensor erf() => ErfOp.Call(this);
        public Tensor erf_() => InPlace(ErfInPlaceOp);
        public Tensor reciprocal() => ReciprocalOp.Call(this);
        public Tensor reciprocal_() => InPlace(ReciprocalInPlaceOp);
        public Tensor round() => RoundOp.Call(this);
        public Tensor round_() => InPlace(RoundInPlaceOp);
        public Tensor floor() => FloorOp.Call(this);
        public Tensor floor_() => InPlace(FloorInPlaceOp);
        public Tensor ceil() => CeilOp.Call(this);
        public Tensor ceil_() => InPlace(CeilInPlaceOp);
        public Tensor trunc() => TruncOp.Call(this);
        public Tensor trunc_() => InPlace(TruncInPlaceOp);
        public Tensor sign() => SignOp.Call(this);
        public Tensor sign_() => InPlace(SignInPlaceOp);
        public Tensor square() => SquareOp.Call(this);

        public Tensor negative() => neg();
        public Tensor isnan() => IsnanOp.Call(this);
        public Tensor isinf() => IsinfOp.Call(this);
        public Tensor isfinite() => IsfiniteOp.Call(this);
        public Tensor relu() => ReluOp.Call(this);
        public Tensor relu_() => InPlace(ReluInPlaceOp);
        public Tensor logical_not() => LogicalNotOp.Call(this);
        public Tensor bitwise_not() => BitwiseNotOp.Call(this);

        private Tensor InPlace(Operator op)
        {
            op.CallInPlace(this);
            return this;
        }

        private Tensor InPlace(Operator op, Argument second)
        {
            op.CallInPlace(this, second);
            return this;
        }

        private Tensor InPlace(Operator op, Argument second, Argument third)
        {
            op.CallInPlace(this, second, third);
            return this;
        }

        private Tensor InPlace(Operator op, Argument second, Argument third, Argument fourth)
        {
            op.CallInPlace(this, second, third, fourth);
            return this;
        }

        private static readonly Operator AbsOp = new("abs");
        private static readonly Operator AbsInPlaceOp = new("abs_");
        private static readonly Operator NegOp = new("neg");
        private static readonly Operator NegInPlaceOp = new("neg_");
        private static readonly Operator SqrtOp = new("sqrt");
        private static readonly Operator SqrtInPlaceOp = new("sqrt_");
        private static readonly Operator RsqrtOp = new("rsqrt");
        private static readonly Operator RsqrtInPlaceOp = new("rsqrt_");
        private static readonly Operator ExpOp = new("exp");
        private static readonly Operator ExpInPlaceOp = new("exp_");
        private static readonly Operator Expm1Op = new("expm1");
        private static readonly Operator Expm1InPlaceOp = new("expm1_");
        private static readonly Operator LogOp = new("log");
        private static readonly Operator LogInPlaceOp = new("log_");
        private static readonly Operator Log2Op = new("log2");
        private static readonly Operator Log2InPlaceOp = new("log2_");
        private static readonly Operator Log10Op = new("log10");
        private static readonly Operator Log10InPlaceOp = new("log10_");
        private static readonly Operator Log1pOp = new("log1p");
        private static readonly Operator Log1pInPlaceOp = new("log1p_");
        private static readonly Operator SinOp = new("sin");
        private static readonly Operator SinInPlaceOp = new("sin_");
        private static readonly Operator CosOp = new("cos");
        private static readonly Operator CosInPlaceOp = new("cos_");
        private static readonly Operator TanOp = new("tan");
        private static readonly Operator TanInPlaceOp = new("tan_");
        private static readonly Operator TanhOp = new("tanh");
        private static readonly Operator TanhInPlaceOp = new("tanh_");
        private static readonly Operator SigmoidOp = new("sigmoid");
        private static readonly Operator SigmoidInPlaceOp = new("sigmoid_");
        private static readonly Operator ErfOp = new("erf");
        private static readonly Operator ErfInPlaceOp = new("erf_");
        private static readonly Operator ReciprocalOp = new("reciprocal");
        private static readonly Operator ReciprocalInPlaceOp = new("reciprocal_");
        private static readonly Operator RoundOp = new("round");
        private static readonly Operator RoundInPlaceOp = new("round_");
        private static readonly Operator FloorOp = new("floor");
        private static readonly Operator FloorInPlaceOp = new("floor_");
        private static readonly Operator CeilOp = new("ceil");
        private static readonly Operator CeilInPlaceOp = new("ceil_");
        private static readonly Operator TruncOp = new("trunc");
        private static readonly Operator TruncInPlaceOp = new("trunc_");
        private static readonly Operator SignOp = new("sign");
        private static readonly Operator SignInPlaceOp = new("sign_");
        private static readonly Operator SquareOp = new("square");
        private static readonly Operator IsnanOp = new("isnan");
        private static readonly Operator IsinfOp = new("isinf");
        private static readonly Operator IsfiniteOp = new("isfinite");
        private static readonly Operator ReluOp = new("relu");
        private static readonly Operator ReluInPlaceOp = new("relu_");
        private static readonly Operator LogicalNotOp = new("logical_not");
        private static readonly Operator BitwiseNotOp = new("bitwise_not");
    }
}
