using TorchSharp.Compat;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>An n-dimensional array in native memory, with its history for automatic differentiation.</summary>
    public partial class Tensor : IDisposable
    {
        private static long s_totalCount;
        private static long s_peakCount;

        private nint _handle;

        /// <summary>Takes over one native reference.</summary>
        internal Tensor(nint handle)
        {
            if (handle == 0) throw new InvalidOperationException("Tensor invalid -- empty handle.");
            _handle = handle;
            var count = Interlocked.Increment(ref s_totalCount);
            if (count > s_peakCount) s_peakCount = count;
            OwningDisposeScope = DisposeScopeManager.ThreadSingleton.RegisterOnCurrentDisposeScope(this);
        }

        /// <summary>Releases the tensor when nothing refers to it any more.</summary>
        ~Tensor() => Free();

        /// <summary>How many tensor objects are alive in the process.</summary>
        public static long TotalCount => Interlocked.Read(ref s_totalCount);

        /// <summary>The largest <see cref="TotalCount"/> so far.</summary>
        public static long PeakCount => s_peakCount;

        /// <summary>A name for debugging.</summary>
        public string? name { get; set; }

        /// <summary>Whether the tensor has been disposed.</summary>
        public bool IsInvalid => _handle == 0;

        /// <summary>The native tensor.</summary>
        /// <exception cref="InvalidOperationException">The tensor has been disposed.</exception>
        public nint Handle => _handle != 0 ? _handle : throw new InvalidOperationException("Tensor invalid -- empty handle.");

        internal DisposeScope? OwningDisposeScope { get; set; }

        /// <summary>Releases this reference to the native tensor.</summary>
        public void Dispose()
        {
            if (_handle != 0)
            {
                if (OwningDisposeScope is { } scope) scope.MarkAsDisposed(this);
                else DisposeScopeManager.ThreadSingleton.StatisticsInstance.DisposedOutsideScopeCount++;
            }
            DisposeByScope();
        }

        internal void DisposeByScope()
        {
            OwningDisposeScope = null;
            Free();
            GC.SuppressFinalize(this);
        }

        private void Free()
        {
            var handle = Interlocked.Exchange(ref _handle, 0);
            if (handle == 0) return;
            Interlocked.Decrement(ref s_totalCount);
            Native.tc_free(handle);
        }

        /// <summary>Hands the tensor to the scope around its own; without one, it is detached from scopes.</summary>
        public Tensor MoveToOuterDisposeScope()
        {
            OwningDisposeScope?.MoveToOuter(this);
            return this;
        }

        /// <summary>Hands the tensor to another scope; null detaches it.</summary>
        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            if (OwningDisposeScope is { } owner) owner.MoveToOther(other, this);
            else other?.Attach(this);
            return this;
        }

        /// <summary>Hands the tensor to the scope that holds <paramref name="other"/>.</summary>
        public Tensor MoveToOtherDisposeScope(Tensor other) => MoveToOtherDisposeScope(other.OwningDisposeScope);

        /// <summary>Takes the tensor out of every scope: its owner disposes it from now on.</summary>
        public Tensor DetachFromDisposeScope()
        {
            OwningDisposeScope?.Detach(this);
            return this;
        }

        /// <summary>Another reference to the same native tensor.</summary>
        public Tensor alias() => new(Native.tc_alias(Handle));

        /// <inheritdoc/>
        public override bool Equals(object? obj) => obj is Tensor other && Equals(other);

        /// <summary>Whether both have the same shape and equal elements.</summary>
        public bool Equals(Tensor target) => EqualOp.CallBool(this, target);

        /// <inheritdoc/>
        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

        private static readonly Operator EqualOp = new("equal");
    }
}
