using System.Runtime.InteropServices;
using LossGen.Bench.Rows;

namespace LossGen.Bench.Contestants;

/// <summary>The library of bench/native: value and gradients in one function a loss.</summary>
internal sealed unsafe class NativeKernels(nint library)
{
    public static NativeKernels? Load(string? path)
        => path is not null && NativeLibrary.TryLoad(path, out nint library) ? new(library) : null;

    /// <summary>The function of the batch's loss, or null where none was written.</summary>
    public Func<double>? Backward(LossRow row, Batch batch)
    {
        if (row.Native is not { } name || batch.Shape.Inner > 1)
            return null;
        nint function = NativeLibrary.GetExport(library, name + (batch.IsDouble ? "_double" : "_float"));
        nint[] inputs = GC.AllocateArray<nint>(8, pinned: true);
        nint[] gradients = GC.AllocateArray<nint>(8, pinned: true);
        batch.Inputs.Select(block => block.Address).ToArray().CopyTo(inputs, 0);
        batch.Gradients.Select(block => block.Address).ToArray().CopyTo(gradients, 0);
        long n = row.ElementWise ? batch.Elements : batch.Shape.N;
        long c = batch.Elements / n;
        void** ins = (void**)Marshal.UnsafeAddrOfPinnedArrayElement(inputs, 0);
        void** outs = (void**)Marshal.UnsafeAddrOfPinnedArrayElement(gradients, 0);

        // Without the transition to a thread that the collector needn't wait for: it would cost a short call 10 ns.
        var call = (delegate* unmanaged[SuppressGCTransition]<void**, void**, long, long, double>)function;
        return () =>
        {
            double value = call(ins, outs, n, c);
            GC.KeepAlive(inputs);
            GC.KeepAlive(gradients);
            return value;
        };
    }
}
