using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Strategies.Timelines;

namespace VfioActors.Exploration.Tests.Strategies.Timelines;

public sealed class WordTapeTests
{
    private const int Length = 1_000;

    [Fact]
    public void What_is_not_given_is_drawn_and_what_was_used_is_kept()
    {
        WordTape tape = new(new SeededRandom(3));
        tape.Begin();
        SeededRandom random = new(3);
        ulong[] words = [random.Next(), random.Next(), random.Next()];
        Assert.All(words, word => Assert.Equal(word, tape.Next()));
        Assert.Equal(words, tape.Used);
    }

    [Fact]
    public void A_word_decides_alike_from_a_tape_and_from_the_generator()
    {
        WordTape tape = new(new SeededRandom(3));
        SeededRandom random = new(3);
        for (var end = 1; end < 100; end++) { Assert.Equal(random.Below(end), tape.Below(end)); }
    }

    /// <summary>A geometric distribution: one word with a chance of a fifth, two with a fifth of four fifths.</summary>
    [Fact]
    public void One_word_or_more_are_drawn_again_and_five_in_the_mean()
    {
        const int Times = 10_000;
        SeededRandom random = new(1);
        WordTape tape = new(random);
        var words = Enumerable.Range(0, Length).Select(word => (ulong)word).ToArray();
        var counts = new int[200];
        for (var time = 0; time < Times; time++)
        {
            tape.BeginLike(words, 5);
            foreach (var word in words) { counts[0] += tape.Next() == word ? 0 : 1; }
            counts[tape.Used.Where((word, at) => word != words[at]).Count()]++;
        }

        Assert.InRange(counts[0] / (double)Times, 4.8, 5.1);
        Assert.InRange(counts[1] / (double)Times, 0.18, 0.22);
        Assert.InRange(counts[2] / (double)Times, 0.14, 0.18);
    }

    /// <summary>Five of three words would be all of them.</summary>
    [Fact]
    public void Of_a_short_run_a_third_is_drawn_again_and_of_an_empty_one_nothing()
    {
        WordTape tape = new(new SeededRandom(1));
        for (var time = 0; time < 100; time++)
        {
            tape.BeginLike([1, 2, 3], 5);
            ulong[] used = [tape.Next(), tape.Next(), tape.Next()];
            Assert.Single(used.Except([1UL, 2UL, 3UL]));
        }

        tape.BeginLike([], 5);
        Assert.Empty(tape.Used);
    }
}
