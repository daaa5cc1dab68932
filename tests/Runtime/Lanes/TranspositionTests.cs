using LossGen.Lanes;

namespace LossGen.Runtime.Tests.Lanes;

public sealed class TranspositionTests
{
    [Fact]
    public void Rows_become_columns_and_columns_rows_at_every_width()
    {
        Check<Single512, float>(x => x);
        Check<Single256, float>(x => x);
        Check<Single128, float>(x => x);
        Check<Single1, float>(x => x);
        Check<Double512, double>(x => x);
        Check<Double256, double>(x => x);
        Check<Double128, double>(x => x);
        Check<Double1, double>(x => x);
    }

    private static void Check<L, T>(Func<float, T> number)
        where L : struct, ILane<L, T>
        where T : unmanaged
    {
        for (int samples = 1; samples < 40; samples++)
        {
            for (int elements = 1; elements < 40; elements++)
            {
                // A place more, which must stay as it was.
                T[] rows = new T[samples * elements + 1], columns = new T[rows.Length], back = new T[rows.Length];
                for (int i = 0; i < rows.Length - 1; i++)
                    rows[i] = number(i + 1);
                columns[^1] = back[^1] = number(-1);
                Transposition.ToColumns<L, T>(in rows[0], ref columns[0], samples, elements);
                Transposition.ToRows<L, T>(in columns[0], ref back[0], samples, elements);

                for (int sample = 0; sample < samples; sample++)
                {
                    for (int element = 0; element < elements; element++)
                        Assert.Equal(rows[sample * elements + element], columns[element * samples + sample]);
                }

                Assert.Equal(rows[..^1], back[..^1]);
                Assert.Equal(number(-1), columns[^1]);
                Assert.Equal(number(-1), back[^1]);
            }
        }
    }
}
