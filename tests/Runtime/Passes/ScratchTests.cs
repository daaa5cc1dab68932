using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LossGen.Passes;

namespace LossGen.Runtime.Tests.Passes;

public sealed class ScratchTests
{
    [Fact]
    public void A_rental_inside_a_rental_has_memory_of_its_own()
    {
        using Rental<float> first = Scratch.Rent<float>(1_000);
        first.Span.Fill(1);
        for (int depth = 0; depth < 3; depth++)
        {
            using Rental<double> second = Scratch.Rent<double>(500 << depth);
            second.Span.Fill(2);
            using Rental<int> third = Scratch.Rent<int>(10);
            third.Span.Fill(3);
            Assert.True(second.Span.IndexOfAnyExcept(2) < 0);
        }

        Assert.True(first.Span.IndexOfAnyExcept(1) < 0);
    }

    [Fact]
    public unsafe void Every_rental_has_its_length_and_starts_on_a_cache_line()
    {
        foreach (int length in (ReadOnlySpan<int>)[0, 1, 63, 64, 1_000, 100_000, 100_001])
        {
            using Rental<float> outer = Scratch.Rent<float>(length);
            using Rental<byte> inner = Scratch.Rent<byte>(length);
            Assert.Equal(length, outer.Span.Length);
            Assert.Equal(length, inner.Span.Length);
            Assert.Equal(0, (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(outer.Span)) % 64);
            Assert.Equal(0, (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(inner.Span)) % 64);
        }
    }

    [Fact]
    public void What_is_returned_is_rented_again()
    {
        ref float first = ref Start();
        ref float second = ref Start();
        Assert.True(Unsafe.AreSame(ref first, ref second));

        static ref float Start()
        {
            Rental<float> rental = Scratch.Rent<float>(100);
            rental.Dispose();
            return ref MemoryMarshal.GetReference(rental.Span);
        }
    }

    [Fact]
    public void More_than_an_array_holds_is_refused_and_leaves_the_thread_usable()
    {
        Assert.Throws<OutOfMemoryException>(() => Scratch.Rent<double>(int.MaxValue).Dispose());
        Assert.Throws<OutOfMemoryException>(() => Scratch.Rent<float>(unchecked((nint)(1L << 33))).Dispose());
        What_is_returned_is_rented_again();
    }
}
