using VfioActors.Behaviors.Tests.Toys;

namespace VfioActors.Behaviors.Tests;

public sealed class WordsTests
{
    public static TheoryData<string, Func<Journal, State>> Refused => new()
    {
        {
            "Boolean has 1 byte, which is no multiple of 4: it cannot be hashed as words",
            journal => new Holding<bool>(journal)
        },
        {
            "Int16 has 2 bytes, which is no multiple of 4: it cannot be hashed as words",
            journal => new Holding<short>(journal)
        },
        {
            "Padded has padding between its fields: it cannot be hashed as words",
            journal => new Holding<RefusedMessage.Padded>(journal)
        },
        {
            "ValueTuple`2 has padding between its fields: it cannot be hashed as words",
            journal => new Holding<(int, long)>(journal)
        },
    };

    [Theory, MemberData(nameof(Refused))]
    public void A_value_with_undefined_bytes_is_refused_in_words(string reason, Func<Journal, State> make)
    {
        var refusal = Assert.ThrowsAny<Exception>(() => make(new()).Fingerprint);
        Assert.Equal(reason, Assert.IsType<InvalidOperationException>(refusal.GetBaseException()).Message);
    }

    [Fact]
    public void Every_field_of_a_value_counts()
    {
        Page page = new(1, 2, 3, 4, 5, 6);
        Page[] all =
        [
            page, page with { Frame = 9 }, page with { Pins = 9 }, page with { Order = 9 },
            page with { Node = 9 }, page with { Owner = 9 },
            page with { Length = 9 },
        ];
        Assert.Equal(all.Length, all.Select(FingerprintOf).Distinct().Count());
        Assert.Equal(FingerprintOf(page), FingerprintOf(page with { }));
    }

    private static ulong FingerprintOf(Page page)
    {
        Holding<Page> state = new(new());
        state.Held.Value = page;
        return state.Fingerprint;
    }

    private sealed class Holding<T> : State
        where T : unmanaged
    {
        public Holding(Journal journal)
            : base(journal) => Held = Variable<T>();

        public Variable<T> Held { get; }
    }
}
