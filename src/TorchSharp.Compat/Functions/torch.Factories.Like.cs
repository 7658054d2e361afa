using TorchSharp.Compat;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor zeros_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Tracked(ZerosLikeOp.Call(input, dtype, Argument.None, device), requires_grad);
    public static Tensor ones_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Tracked(OnesLikeOp.Call(input, dtype, Argument.None, device), requires_grad);
    public static Tensor empty_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Tracked(EmptyLikeOp.Call(input, dtype, Argument.None, device), requires_grad);
    public static Tensor rand_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Tracked(RandLikeOp.Call(input, dtype, Argument.None, device), requires_grad);
    public static Tensor randn_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Tracked(RandnLikeOp.Call(input, dtype, Argument.None, device), requires_grad);
    public static Tensor full_like(Tensor input, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Tracked(FullLikeOp.Call(input, value, dtype, Argument.None, device), requires_grad);

    /// <summary>start, start + step, ... below stop; integers stay integers.</summary>
    public static Tensor arange(Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Tracked(ArangeOp.Call(start, stop, step, dtype ?? RangeType(start, stop, step), Argument.None, InitializeDevice(device)), requires_grad);

    /// <inheritdoc cref="arange(Scalar, Scalar, Scalar, ScalarType?, Device?, bool)"/>
    public static Tensor arange(Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => arange(start, stop, 1, dtype, device, requires_grad);

    /// <inheritdoc cref="arange(Scalar, Scalar, Scalar, ScalarType?, Device?, bool)"/>
    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => arange(0, stop, 1, dtype, device, requires_grad);

    /// <summary>Evenly spaced numbers, both ends included.</summary>
    public static Tensor linspace(double start, double end, long steps, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Tracked(LinspaceOp.Call((Scalar)start, (Scalar)end, steps, dtype ?? s_defaultType, Argument.None, InitializeDevice(device)), requires_grad);

    /// <summary>Ones on the diagonal.</summary>
    public static Tensor eye(long rows, long columns = -1, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Tracked(EyeOp.Call(rows, columns < 0 ? rows : columns, dtype ?? s_defaultType, Argument.None, InitializeDevice(device)), requires_grad);

    /// <summary>Integers from <paramref name="low"/> up to and without <paramref name="high"/>.</summary>
    public static Tensor randint(long low, long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Tracked(RandintOp.Call(low, high, size, dtype ?? ScalarType.Int64, Argument.None, InitializeDevice(device)), requires_grad);

    /// <summary>Integers from 0 up to and without <paramref name="high"/>.</summary>
    public static Tensor randint(long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => randint(0, high, size, dtype, device, requires_grad);

    /// <summary>The numbers below <paramref name="n"/> in random order.</summary>
    public static Tensor randperm(long n, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Tracked(RandpermOp.Call(n, dtype ?? ScalarType.Int64, Argument.None, InitializeDevice(device)), requires_grad);

    private static ScalarType RangeType(Scalar start, Scalar stop, Scalar step) =>
        is_integral(start.Type) && is_integral(stop.Type) && is_integral(step.Type) ? ScalarType.Int64 : s_defaultType;

    private static readonly Operator ZerosLikeOp = new("zeros_like");
    private static readonly Operator OnesLikeOp = new("ones_like");
    private static readonly Operator EmptyLikeOp = new("empty_like");
    private static readonly Operator RandLikeOp = new("rand_like");
    private static readonly Operator RandnLikeOp = new("randn_like");
    private static readonly Operator FullLikeOp = new("full_like");
    private static readonly Operator ArangeOp = new("arange", "start_step");
    private static readonly Operator LinspaceOp = new("linspace");
    private static readonly Operator EyeOp = new("eye", "m");
    private static readonly Operator RandintOp = new("randint", "low");
    private static readonly Operator RandpermOp = new("randperm");
}
