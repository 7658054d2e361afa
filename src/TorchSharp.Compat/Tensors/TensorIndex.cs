namespace TorchSharp;

public static partial class torch
{
    /// <summary>One index of a tensor: a position, a slice, a mask or a tensor of positions.</summary>
    public readonly struct TensorIndex
    {
        internal enum Form { Slice, Single, Bool, Tensor, Ellipsis, NewAxis }

        internal readonly Form Kind;
        internal readonly long? Start;
        internal readonly long? Stop;
        internal readonly long? Step;
        internal readonly Tensor? Positions;

        private TensorIndex(Form kind, long? start = null, long? stop = null, long? step = null, Tensor? positions = null) =>
            (Kind, Start, Stop, Step, Positions) = (kind, start, stop, step, positions);

        /// <summary>From <paramref name="start"/> up to and without <paramref name="stop"/>.</summary>
        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) => new(Form.Slice, start, stop, step);

        /// <inheritdoc cref="Slice(long?, long?, long?)"/>
        public static TensorIndex Slice((int? start, int? stop) range) => Slice(range.start, range.stop);

        /// <inheritdoc cref="Slice(long?, long?, long?)"/>
        public static TensorIndex Slice(Range range) => range;

        /// <summary>A new first dimension that is kept (true) or emptied (false).</summary>
        public static TensorIndex Bool(bool value) => new(Form.Bool, value ? 1 : 0);

        /// <summary>One position; the dimension goes.</summary>
        public static TensorIndex Single(long? index) => index is { } at ? new(Form.Single, at) : Colon;

        /// <summary>A mask, or a tensor of positions.</summary>
        public static TensorIndex Tensor(Tensor tensor) => new(Form.Tensor, positions: tensor);

        /// <summary>As many whole dimensions as the other indices leave.</summary>
        public static TensorIndex Ellipsis = new(Form.Ellipsis);

        /// <summary>A new dimension of one.</summary>
        public static TensorIndex None = new(Form.NewAxis);

        /// <inheritdoc cref="None"/>
        public static TensorIndex Null = new(Form.NewAxis);

        /// <summary>The whole dimension.</summary>
        public static TensorIndex Colon = new(Form.Slice);

        /// <summary>One position.</summary>
        public static implicit operator TensorIndex(long value) => new(Form.Single, value);

        /// <summary>One position, perhaps counted from the end.</summary>
        public static implicit operator TensorIndex(Index index) => new(Form.Single, Signed(index));

        /// <summary>A slice from one position to another.</summary>
        public static implicit operator TensorIndex((int? start, int? stop) range) => Slice(range);

        /// <summary>A slice.</summary>
        public static implicit operator TensorIndex(Range range) =>
            Slice(Signed(range.Start), range.End is { IsFromEnd: true, Value: 0 } ? null : Signed(range.End));

        private static long Signed(Index index) => index.IsFromEnd ? -index.Value : index.Value;
    }
}
