using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LossGen.Passes;

/// <summary>
/// Where the arrays of a call start: up to <see cref="Capacity"/> references that a pass takes as one argument and that
/// <see cref="Batch"/> can pin all at once.
/// </summary>
/// <remarks>
/// Lengths were checked before; nothing here checks anything. An empty span is a null reference, which a pass must not
/// follow. Indices are constants in generated code, so each access folds to one field: counting them here instead was half
/// the time of a call with few elements.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct Arrays
{
    /// <summary>The most arrays that fit.</summary>
    public const int Capacity = 16;

    private ref byte _start0;
    private ref byte _start1;
    private ref byte _start2;
    private ref byte _start3;
    private ref byte _start4;
    private ref byte _start5;
    private ref byte _start6;
    private ref byte _start7;
    private ref byte _start8;
    private ref byte _start9;
    private ref byte _start10;
    private ref byte _start11;
    private ref byte _start12;
    private ref byte _start13;
    private ref byte _start14;
    private ref byte _start15;

    /// <summary>Makes an array that is only read number <paramref name="index"/>, from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such number.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set<T>(int index, ReadOnlySpan<T> array)
        where T : unmanaged
        => Set(index, ref MemoryMarshal.GetReference(array));

    /// <summary>Makes an array that is written number <paramref name="index"/>, from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such number.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set<T>(int index, Span<T> array)
        where T : unmanaged
        => Set(index, ref MemoryMarshal.GetReference(array));

    /// <summary>The first element of array number <paramref name="index"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ref T Reference<T>(int index)
        where T : unmanaged
    {
        switch (index)
        {
            case 0: return ref Unsafe.As<byte, T>(ref _start0);
            case 1: return ref Unsafe.As<byte, T>(ref _start1);
            case 2: return ref Unsafe.As<byte, T>(ref _start2);
            case 3: return ref Unsafe.As<byte, T>(ref _start3);
            case 4: return ref Unsafe.As<byte, T>(ref _start4);
            case 5: return ref Unsafe.As<byte, T>(ref _start5);
            case 6: return ref Unsafe.As<byte, T>(ref _start6);
            case 7: return ref Unsafe.As<byte, T>(ref _start7);
            case 8: return ref Unsafe.As<byte, T>(ref _start8);
            case 9: return ref Unsafe.As<byte, T>(ref _start9);
            case 10: return ref Unsafe.As<byte, T>(ref _start10);
            case 11: return ref Unsafe.As<byte, T>(ref _start11);
            case 12: return ref Unsafe.As<byte, T>(ref _start12);
            case 13: return ref Unsafe.As<byte, T>(ref _start13);
            case 14: return ref Unsafe.As<byte, T>(ref _start14);
            case 15: return ref Unsafe.As<byte, T>(ref _start15);
            default: return ref Unsafe.NullRef<T>();
        }
    }

    /// <summary>The arrays that are pinned at <paramref name="starts"/>.</summary>
    internal static unsafe Arrays At(in Starts starts)
    {
        Arrays arrays = default;
        arrays._start0 = ref *(byte*)starts[0];
        arrays._start1 = ref *(byte*)starts[1];
        arrays._start2 = ref *(byte*)starts[2];
        arrays._start3 = ref *(byte*)starts[3];
        arrays._start4 = ref *(byte*)starts[4];
        arrays._start5 = ref *(byte*)starts[5];
        arrays._start6 = ref *(byte*)starts[6];
        arrays._start7 = ref *(byte*)starts[7];
        arrays._start8 = ref *(byte*)starts[8];
        arrays._start9 = ref *(byte*)starts[9];
        arrays._start10 = ref *(byte*)starts[10];
        arrays._start11 = ref *(byte*)starts[11];
        arrays._start12 = ref *(byte*)starts[12];
        arrays._start13 = ref *(byte*)starts[13];
        arrays._start14 = ref *(byte*)starts[14];
        arrays._start15 = ref *(byte*)starts[15];
        return arrays;
    }

    /// <summary>Runs a job while none of the arrays moves.</summary>
    internal readonly unsafe void RunPinned<TPass, TCall>(Job<TPass, TCall> job, int helpers)
        where TPass : struct, IPass<TCall>
        where TCall : struct
    {
        fixed (byte* p0 = &_start0, p1 = &_start1, p2 = &_start2, p3 = &_start3,
            p4 = &_start4, p5 = &_start5, p6 = &_start6, p7 = &_start7,
            p8 = &_start8, p9 = &_start9, p10 = &_start10, p11 = &_start11,
            p12 = &_start12, p13 = &_start13, p14 = &_start14, p15 = &_start15)
        {
            Starts starts = default;
            starts[0] = (nint)p0; starts[1] = (nint)p1; starts[2] = (nint)p2; starts[3] = (nint)p3;
            starts[4] = (nint)p4; starts[5] = (nint)p5; starts[6] = (nint)p6; starts[7] = (nint)p7;
            starts[8] = (nint)p8; starts[9] = (nint)p9; starts[10] = (nint)p10; starts[11] = (nint)p11;
            starts[12] = (nint)p12; starts[13] = (nint)p13; starts[14] = (nint)p14; starts[15] = (nint)p15;
            job.Run(starts, helpers);
        }
    }

    /// <summary>Makes the array that begins with an element number <paramref name="index"/>, from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such number.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set<T>(int index, scoped ref T first)
        where T : unmanaged
    {
        // Through a span, as a plain reference may not leave the method in a field.
        Span<byte> array = MemoryMarshal.CreateSpan(ref Unsafe.As<T, byte>(ref first), 0);
        ref byte start = ref MemoryMarshal.GetReference(array);
        switch (index)
        {
            case 0: _start0 = ref start; break;
            case 1: _start1 = ref start; break;
            case 2: _start2 = ref start; break;
            case 3: _start3 = ref start; break;
            case 4: _start4 = ref start; break;
            case 5: _start5 = ref start; break;
            case 6: _start6 = ref start; break;
            case 7: _start7 = ref start; break;
            case 8: _start8 = ref start; break;
            case 9: _start9 = ref start; break;
            case 10: _start10 = ref start; break;
            case 11: _start11 = ref start; break;
            case 12: _start12 = ref start; break;
            case 13: _start13 = ref start; break;
            case 14: _start14 = ref start; break;
            case 15: _start15 = ref start; break;
            default: Refuse(index); break;
        }
    }

    [DoesNotReturn]
    private static void Refuse(int index)
        => throw new ArgumentOutOfRangeException(nameof(index), index, $"A pass takes at most {Capacity} arrays.");
}
