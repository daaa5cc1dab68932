using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LossGen.Passes;

/// <summary>
/// Where the arrays of a call start: up to <see cref="Capacity"/> references, in the order in which they were added, that a
/// pass takes as one argument and that <see cref="Batch"/> can pin all at once.
/// </summary>
/// <remarks>
/// Lengths were checked before; nothing here checks anything. An empty span is a null reference, which a pass must not
/// follow. Indices are constants in generated code, so each access folds to one field.
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

    private int _count;

    /// <summary>The number of arrays added.</summary>
    public readonly int Count => _count;

    /// <summary>Adds an array that is only read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add<T>(ReadOnlySpan<T> array)
        where T : unmanaged
        => Set(_count++, ref MemoryMarshal.GetReference(array));

    /// <summary>Adds an array that is written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add<T>(Span<T> array)
        where T : unmanaged
        => Set(_count++, ref MemoryMarshal.GetReference(array));

    /// <summary>The first element of the array that was added as number <paramref name="index"/>, from 0.</summary>
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Set<T>(int index, scoped ref T first)
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
            default: throw new InvalidOperationException($"A pass takes at most {Capacity} arrays.");
        }
    }
}
