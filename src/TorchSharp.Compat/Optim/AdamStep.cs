using TorchSharp.Compat;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>One step of Adam or AdamW over a list of tensors, with operators that take whole lists.</summary>
/// <remarks>Kingma and Ba 2015; Loshchilov and Hutter 2019 for the decoupled weight decay.</remarks>
internal static class AdamStep
{
    /// <summary>Changes every parameter that has a gradient.</summary>
    /// <param name="group">The parameters and settings.</param>
    /// <param name="stateOf">Each parameter's state.</param>
    /// <param name="decoupled">AdamW: the decay shrinks the weight itself instead of joining the gradient.</param>
    internal static void Run(ParamGroup group, Func<Parameter, Adam.State> stateOf, bool decoupled)
    {
        var options = (Adam.Options)group.Options;
        var bySteps = new Dictionary<long, List<(Tensor Parameter, Tensor Gradient, Adam.State State)>>();
        foreach (var parameter in group.Parameters)
        {
            if (parameter.grad is not { } gradient) continue;
            var state = stateOf(parameter);
            state.step++;
            if (!bySteps.TryGetValue(state.step, out var together)) bySteps[state.step] = together = [];
            together.Add((parameter, gradient, state));
        }
        foreach (var (step, together) in bySteps) Update(step, together, options, decoupled);
    }

    private static void Update(long step, List<(Tensor Parameter, Tensor Gradient, Adam.State State)> entries, Adam.Options options, bool decoupled)
    {
        var parameters = entries.ConvertAll(entry => entry.Parameter).ToArray();
        var gradients = entries.ConvertAll(entry => entry.Gradient).ToArray();
        var means = entries.ConvertAll(entry => entry.State.exp_avg).ToArray();
        var squares = entries.ConvertAll(entry => entry.State.exp_avg_sq).ToArray();
        var (lr, beta1, beta2) = (options.LearningRate!.Value, options.beta1!.Value, options.beta2!.Value);
        var decay = options.weight_decay!.Value;

        if (options.maximize == true) gradients = s_negate.CallList(gradients);
        if (decay != 0 && decoupled) s_multiplyByScalar.CallInPlace(parameters, (Scalar)(1 - (lr * decay)));
        else if (decay != 0) gradients = s_addList.CallList(gradients, parameters, (Scalar)decay);

        s_multiplyByScalar.CallInPlace(means, (Scalar)beta1);
        s_addListInPlace.CallInPlace(means, gradients, (Scalar)(1 - beta1));
        s_multiplyByScalar.CallInPlace(squares, (Scalar)beta2);
        s_addProducts.CallInPlace(squares, gradients, gradients, (Scalar)(1 - beta2));

        if (options.amsgrad == true) squares = entries.ConvertAll(entry => Largest(entry.State)).ToArray();
        var denominators = s_squareRoot.CallList(squares);
        s_divideByScalar.CallInPlace(denominators, (Scalar)Math.Sqrt(1 - Math.Pow(beta2, step)));
        s_addScalar.CallInPlace(denominators, (Scalar)options.eps!.Value);
        s_addQuotients.CallInPlace(parameters, means, denominators, (Scalar)(-lr / (1 - Math.Pow(beta1, step))));
        foreach (var denominator in denominators) denominator.Dispose();
    }

    private static Tensor Largest(Adam.State state)
    {
        using var larger = state.max_exp_avg_sq!.maximum(state.exp_avg_sq);
        return state.max_exp_avg_sq.copy_(larger);
    }

    private static readonly Operator s_negate = new("_foreach_neg");
    private static readonly Operator s_addList = new("_foreach_add", "List");
    private static readonly Operator s_addListInPlace = new("_foreach_add_", "List");
    private static readonly Operator s_addScalar = new("_foreach_add_", "Scalar");
    private static readonly Operator s_multiplyByScalar = new("_foreach_mul_", "Scalar");
    private static readonly Operator s_divideByScalar = new("_foreach_div_", "Scalar");
    private static readonly Operator s_addProducts = new("_foreach_addcmul_", "Scalar");
    private static readonly Operator s_addQuotients = new("_foreach_addcdiv_", "Scalar");
    private static readonly Operator s_squareRoot = new("_foreach_sqrt");
}
