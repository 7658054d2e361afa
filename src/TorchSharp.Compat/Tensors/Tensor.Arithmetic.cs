using TorchSharp.Compat;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor add(Tensor target) => AddOp.Call(this, target);
        public Tensor add(Tensor target, Scalar alpha) => AddOp.Call(this, target, alpha);
        public Tensor add(Scalar scalar) => AddScalarOp.Call(this, scalar);
        public Tensor add(Scalar scalar, Scalar alpha) => AddScalarOp.Call(this, scalar, alpha);
        public Tensor add_(Tensor target) => InPlace(AddInPlaceOp, target);
        public Tensor add_(Tensor target, Scalar alpha) => InPlace(AddInPlaceOp, target, alpha);
        public Tensor add_(Scalar scalar) => InPlace(AddScalarInPlaceOp, scalar);
        public Tensor add_(Scalar scalar, Scalar alpha) => InPlace(AddScalarInPlaceOp, scalar, alpha);

        public Tensor sub(Tensor target) => SubOp.Call(this, target);
        public Tensor sub(Scalar target) => SubScalarOp.Call(this, target);
        public Tensor sub_(Tensor target) => InPlace(SubInPlaceOp, target);
        public Tensor sub_(Scalar target) => InPlace(SubScalarInPlaceOp, target);

        public Tensor mul(Tensor target) => MulOp.Call(this, target);
        public Tensor mul(Scalar target) => MulScalarOp.Call(this, target);
        public Tensor mul_(Tensor target) => InPlace(MulInPlaceOp, target);
        public Tensor mul_(Scalar target) => InPlace(MulScalarInPlaceOp, target);

        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            rounding_mode == RoundingMode.None ? DivOp.Call(this, target) : DivModeOp.Call(this, target, Name(rounding_mode));

        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            rounding_mode == RoundingMode.None ? DivScalarOp.Call(this, target) : DivScalarModeOp.Call(this, target, Name(rounding_mode));

        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            rounding_mode == RoundingMode.None ? InPlace(DivInPlaceOp, target) : InPlace(DivModeInPlaceOp, target, Name(rounding_mode));

        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            rounding_mode == RoundingMode.None ? InPlace(DivScalarInPlaceOp, target) : InPlace(DivScalarModeInPlaceOp, target, Name(rounding_mode));

        public Tensor floor_divide(Tensor other) => FloorDivideOp.Call(this, other);
        public Tensor remainder(Tensor target) => RemainderOp.Call(this, target);
        public Tensor remainder(Scalar scalar) => RemainderScalarOp.Call(this, scalar);

        public Tensor pow(Tensor exponent) => PowOp.Call(this, exponent);
        public Tensor pow(Scalar exponent) => PowScalarOp.Call(this, exponent);
        public Tensor pow_(Tensor exponent) => InPlace(PowInPlaceOp, exponent);
        public Tensor pow_(Scalar exponent) => InPlace(PowScalarInPlaceOp, exponent);

        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => AddcmulOp.Call(this, tensor1, tensor2, value);
        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) => InPlace(AddcmulInPlaceOp, tensor1, tensor2, value);
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) => AddcdivOp.Call(this, tensor1, tensor2, value);
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) => InPlace(AddcdivInPlaceOp, tensor1, tensor2, value);
        public Tensor lerp(Tensor end, Tensor weight) => LerpOp.Call(this, end, weight);
        public Tensor lerp_(Tensor end, Tensor weight) => InPlace(LerpInPlaceOp, end, weight);

        public Tensor clamp(Scalar? min = null, Scalar? max = null) => ClampOp.Call(this, min, max);
        public Tensor clamp(Tensor? min = null, Tensor? max = null) => ClampTensorOp.Call(this, min, max);
        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => InPlace(ClampInPlaceOp, min, max);
        public Tensor clamp_min(Scalar min) => ClampOp.Call(this, min, Argument.None);
        public Tensor clamp_max(Scalar max) => ClampOp.Call(this, Argument.None, max);
        public Tensor maximum(Tensor other) => MaximumOp.Call(this, other);
        public Tensor minimum(Tensor other) => MinimumOp.Call(this, other);

        private static byte[] Name(RoundingMode mode) => mode == RoundingMode.trunc ? s_trunc : s_floor;

        private static readonly byte[] s_trunc = "trunc"u8.ToArray();
        private static readonly byte[] s_floor = "floor"u8.ToArray();

        private static readonly Operator AddOp = new("add", "Tensor");
        private static readonly Operator AddInPlaceOp = new("add_", "Tensor");
        private static readonly Operator AddScalarOp = new("add", "Scalar");
        private static readonly Operator AddScalarInPlaceOp = new("add_", "Scalar");
        private static readonly Operator SubOp = new("sub", "Tensor");
        private static readonly Operator SubInPlaceOp = new("sub_", "Tensor");
        private static readonly Operator SubScalarOp = new("sub", "Scalar");
        private static readonly Operator SubScalarInPlaceOp = new("sub_", "Scalar");
        private static readonly Operator MulOp = new("mul", "Tensor");
        private static readonly Operator MulInPlaceOp = new("mul_", "Tensor");
        private static readonly Operator MulScalarOp = new("mul", "Scalar");
        private static readonly Operator MulScalarInPlaceOp = new("mul_", "Scalar");
        private static readonly Operator DivOp = new("div", "Tensor");
        private static readonly Operator DivInPlaceOp = new("div_", "Tensor");
        private static readonly Operator DivScalarOp = new("div", "Scalar");
        private static readonly Operator DivScalarInPlaceOp = new("div_", "Scalar");
        private static readonly Operator DivModeOp = new("div", "Tensor_mode");
        private static readonly Operator DivModeInPlaceOp = new("div_", "Tensor_mode");
        private static readonly Operator DivScalarModeOp = new("div", "Scalar_mode");
        private static readonly Operator DivScalarModeInPlaceOp = new("div_", "Scalar_mode");
        private static readonly Operator FloorDivideOp = new("floor_divide");
        private static readonly Operator RemainderOp = new("remainder", "Tensor");
        private static readonly Operator RemainderScalarOp = new("remainder", "Scalar");
        private static readonly Operator PowOp = new("pow", "Tensor_Tensor");
        private static readonly Operator PowScalarOp = new("pow", "Tensor_Scalar");
        private static readonly Operator PowInPlaceOp = new("pow_", "Tensor");
        private static readonly Operator PowScalarInPlaceOp = new("pow_", "Scalar");
        private static readonly Operator AddcmulOp = new("addcmul");
        private static readonly Operator AddcmulInPlaceOp = new("addcmul_");
        private static readonly Operator AddcdivOp = new("addcdiv");
        private static readonly Operator AddcdivInPlaceOp = new("addcdiv_");
        private static readonly Operator LerpOp = new("lerp", "Tensor");
        private static readonly Operator LerpInPlaceOp = new("lerp_", "Tensor");
        private static readonly Operator ClampOp = new("clamp");
        private static readonly Operator ClampTensorOp = new("clamp", "Tensor");
        private static readonly Operator ClampInPlaceOp = new("clamp_");
        private static readonly Operator MaximumOp = new("maximum");
        private static readonly Operator MinimumOp = new("minimum");
    }
}
