using TorchSharp.Compat;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor eq(Tensor target) => EqOp.Call(this, target);
        public Tensor eq(Scalar target) => EqScalarOp.Call(this, target);
        public Tensor ne(Tensor target) => NeOp.Call(this, target);
        public Tensor ne(Scalar target) => NeScalarOp.Call(this, target);
        public Tensor lt(Tensor target) => LtOp.Call(this, target);
        public Tensor lt(Scalar target) => LtScalarOp.Call(this, target);
        public Tensor le(Tensor target) => LeOp.Call(this, target);
        public Tensor le(Scalar target) => LeScalarOp.Call(this, target);
        public Tensor gt(Tensor target) => GtOp.Call(this, target);
        public Tensor gt(Scalar target) => GtScalarOp.Call(this, target);
        public Tensor ge(Tensor target) => GeOp.Call(this, target);
        public Tensor ge(Scalar target) => GeScalarOp.Call(this, target);

        public Tensor logical_and(Tensor other) => LogicalAndOp.Call(this, other);
        public Tensor logical_or(Tensor other) => LogicalOrOp.Call(this, other);
        public Tensor logical_xor(Tensor other) => LogicalXorOp.Call(this, other);
        public Tensor bitwise_and(Tensor other) => BitwiseAndOp.Call(this, other);
        public Tensor bitwise_or(Tensor other) => BitwiseOrOp.Call(this, other);
        public Tensor bitwise_xor(Tensor other) => BitwiseXorOp.Call(this, other);
        public Tensor bitwise_right_shift(Tensor other) => BitwiseRightShiftOp.Call(this, other);

        /// <summary>Whether |this - other| is at most atol + rtol |other| everywhere.</summary>
        public bool allclose(Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false) =>
            AllcloseOp.CallBool(this, target, rtol, atol, equal_nan);

        private static readonly Operator EqOp = new("eq", "Tensor");
        private static readonly Operator EqScalarOp = new("eq", "Scalar");
        private static readonly Operator NeOp = new("ne", "Tensor");
        private static readonly Operator NeScalarOp = new("ne", "Scalar");
        private static readonly Operator LtOp = new("lt", "Tensor");
        private static readonly Operator LtScalarOp = new("lt", "Scalar");
        private static readonly Operator LeOp = new("le", "Tensor");
        private static readonly Operator LeScalarOp = new("le", "Scalar");
        private static readonly Operator GtOp = new("gt", "Tensor");
        private static readonly Operator GtScalarOp = new("gt", "Scalar");
        private static readonly Operator GeOp = new("ge", "Tensor");
        private static readonly Operator GeScalarOp = new("ge", "Scalar");
        private static readonly Operator LogicalAndOp = new("logical_and");
        private static readonly Operator LogicalOrOp = new("logical_or");
        private static readonly Operator LogicalXorOp = new("logical_xor");
        private static readonly Operator BitwiseAndOp = new("bitwise_and", "Tensor");
        private static readonly Operator BitwiseOrOp = new("bitwise_or", "Tensor");
        private static readonly Operator BitwiseXorOp = new("bitwise_xor", "Tensor");
        private static readonly Operator BitwiseRightShiftOp = new("bitwise_right_shift", "Tensor");
        private static readonly Operator AllcloseOp = new("allclose");
    }
}
