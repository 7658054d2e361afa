using TorchSharp.Compat;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor sum(ScalarType? type = null) => SumOp.Call(this, type);
        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => SumDimOp.Call(this, new[] { dim }, keepdim, type);
        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) => SumDimOp.Call(this, dim, keepdim, type);
        public Tensor sum(ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) => SumDimOp.Call(this, dim.ToArray(), keepdim, type);

        public Tensor mean() => MeanOp.Call(this);
        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) => MeanDimOp.Call(this, dimensions, keepdim, type);

        public Tensor prod(ScalarType? type = null) => ProdOp.Call(this, type);
        public Tensor prod(long dim, bool keepdim = false, ScalarType? type = null) => ProdDimOp.Call(this, dim, keepdim, type);

        public Tensor var(bool unbiased = true) => VarOp.Call(this, unbiased);

        public Tensor var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Converted(VarDimOp.Call(this, new[] { dim }, unbiased, keepdim), type);

        public Tensor std(bool unbiased = true) => StdOp.Call(this, unbiased);

        public Tensor std(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Converted(StdDimOp.Call(this, new[] { dim }, unbiased, keepdim), type);

        public Tensor min() => MinOp.Call(this);
        public Tensor max() => MaxOp.Call(this);
        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) => MinDimOp.CallPair(this, dim, keepdim);
        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => MaxDimOp.CallPair(this, dim, keepdim);
        public Tensor amax(long[] dims, bool keepdim = false) => AmaxOp.Call(this, dims, keepdim);
        public Tensor amin(long[] dims, bool keepdim = false) => AminOp.Call(this, dims, keepdim);
        public Tensor argmax() => ArgmaxOp.Call(this);
        public Tensor argmax(long dim, bool keepdim = false) => ArgmaxOp.Call(this, dim, keepdim);
        public Tensor argmin() => ArgminOp.Call(this);
        public Tensor argmin(long dim, bool keepdim = false) => ArgminOp.Call(this, dim, keepdim);

        public Tensor norm(float p = 2.0f) => NormOp.Call(this, p);
        public Tensor norm(int dim, bool keepdim = false, float p = 2.0f) => NormDimOp.Call(this, (Scalar)p, new long[] { dim }, keepdim);
        public Tensor cumsum(long dim, ScalarType? type = null) => CumsumOp.Call(this, dim, type);
        public Tensor logsumexp(long dim, bool keepdim = false) => LogsumexpOp.Call(this, new[] { dim }, keepdim);
        public Tensor logcumsumexp(long dim) => LogcumsumexpOp.Call(this, dim);
        public Tensor softmax(long dim, ScalarType? dtype = null) => SoftmaxOp.Call(this, dim, dtype);
        public Tensor log_softmax(long dim, ScalarType? dtype = null) => LogSoftmaxOp.Call(this, dim, dtype);

        public Tensor all() => AllOp.Call(this);
        public Tensor all(long dim, bool keepdim = false) => AllDimOp.Call(this, dim, keepdim);
        public Tensor any() => AnyOp.Call(this);
        public Tensor any(long dim, bool keepdim = false) => AnyDimOp.Call(this, dim, keepdim);
        public Tensor count_nonzero(long[]? dims = null) => CountNonzeroOp.Call(this, dims ?? []);

        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false) =>
            SortOp.CallPair(this, stable, dim, descending);

        public Tensor argsort(long dim = -1, bool descending = false) => ArgsortOp.Call(this, dim, descending);

        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true) =>
            TopkOp.CallPair(this, k, dim, largest, sorted);

        public Tensor multinomial(long num_samples, bool replacement = false) => MultinomialOp.Call(this, num_samples, replacement);

        private static Tensor Converted(Tensor result, ScalarType? type)
        {
            if (type is not { } wanted || wanted == result.dtype) return result;
            using (result) return result.to(wanted);
        }

        private static readonly Operator SumOp = new("sum");
        private static readonly Operator SumDimOp = new("sum", "dim_IntList");
        private static readonly Operator MeanOp = new("mean");
        private static readonly Operator MeanDimOp = new("mean", "dim");
        private static readonly Operator ProdOp = new("prod");
        private static readonly Operator ProdDimOp = new("prod", "dim_int");
        private static readonly Operator VarOp = new("var");
        private static readonly Operator VarDimOp = new("var", "dim");
        private static readonly Operator StdOp = new("std");
        private static readonly Operator StdDimOp = new("std", "dim");
        private static readonly Operator MinOp = new("min");
        private static readonly Operator MaxOp = new("max");
        private static readonly Operator MinDimOp = new("min", "dim");
        private static readonly Operator MaxDimOp = new("max", "dim");
        private static readonly Operator AmaxOp = new("amax");
        private static readonly Operator AminOp = new("amin");
        private static readonly Operator ArgmaxOp = new("argmax");
        private static readonly Operator ArgminOp = new("argmin");
        private static readonly Operator NormOp = new("norm", "Scalar");
        private static readonly Operator NormDimOp = new("norm", "ScalarOpt_dim");
        private static readonly Operator CumsumOp = new("cumsum");
        private static readonly Operator LogsumexpOp = new("logsumexp");
        private static readonly Operator LogcumsumexpOp = new("logcumsumexp");
        private static readonly Operator SoftmaxOp = new("softmax", "int");
        private static readonly Operator LogSoftmaxOp = new("log_softmax", "int");
        private static readonly Operator AllOp = new("all");
        private static readonly Operator AllDimOp = new("all", "dim");
        private static readonly Operator AnyOp = new("any");
        private static readonly Operator AnyDimOp = new("any", "dim");
        private static readonly Operator CountNonzeroOp = new("count_nonzero", "dim_IntList");
        private static readonly Operator SortOp = new("sort", "stable");
        private static readonly Operator ArgsortOp = new("argsort");
        private static readonly Operator TopkOp = new("topk");
        private static readonly Operator MultinomialOp = new("multinomial");
    }
}
