using VfioActors.Behaviors.Reads;
using VfioActors.Behaviors.Tests.Toys;

namespace VfioActors.Behaviors.Tests.Reads;

/// <summary>A step does the same in all states in which what it read says the same.</summary>
public sealed class ReadLogTests
{
    private const int Programs = 300;
    private const int States = 600;

    [Theory, InlineData(false, 1), InlineData(true, 2)]
    public void What_was_read_decides_what_a_step_does(bool readsMore, ulong seed)
    {
        Journal journal = new();
        ReadState state = new(journal);
        SplitMix random = new(seed);
        var (same, blind) = (0, 0);
        for (var number = 0; number < Programs; number++)
        {
            ReadProgram program = new(random.Next());
            Fill(state, random, changes: 6);
            var (reads, words, isBlind, did) = Noted(program, state, journal, readsMore);
            blind += isBlind ? 1 : 0;
            for (var other = 0; other < States && !isBlind; other++)
            {
                Fill(state, random, other % 7);
                if (!reads.Select(read => read.Word).SequenceEqual(words)) { continue; }
                same++;
                Assert.Equal(did, Did(program, state, journal, readsMore));
            }

            journal.BackTo(0);
        }

        Assert.True(same > Programs * 3, $"only {same} states said the same");
        Assert.Equal(readsMore, blind > Programs / 4);
    }

    [Fact]
    public void What_is_read_is_noted_once_and_as_it_was_before_the_step()
    {
        Journal journal = new();
        ReadState state = new(journal);
        state.First.Value = 5;
        var log = journal.Reads!;
        log.Open();
        state.First.Value = 6;
        Assert.Equal(6, state.First.Value);
        state.Small[1] = 7;
        Assert.Equal(7, state.Small[1]);
        log.Close();

        // The value, the key, and how much room there is.
        Assert.Equal([5, 0, ReadState.Limit], log.Words.ToArray());
        Assert.Equal([6, 8, ReadState.Limit - 1], log.Reads.ToArray().Select(read => read.Word));
        _ = state.Second.Value;
        Assert.Equal(3, log.Reads.Length);
    }

    [Fact]
    public void A_journal_that_keeps_nothing_notes_no_reads() => Assert.Null(new Journal(keeps: false).Reads);

    private static (StateRead[] Reads, ulong[] Words, bool IsBlind, (ulong, ulong) Did) Noted(
        ReadProgram program, ReadState state, Journal journal, bool readsMore)
    {
        var log = journal.Reads!;
        var (mark, before) = (journal.Mark, state.Fingerprint);
        log.Open();
        var known = program.Run(state, readsMore);
        log.Close();
        var did = (known, unchecked(state.Fingerprint - before));
        journal.BackTo(mark);
        return (log.Reads.ToArray(), log.Words.ToArray(), log.IsBlind, did);
    }

    private static (ulong Known, ulong Change) Did(
        ReadProgram program, ReadState state, Journal journal, bool readsMore)
    {
        var (mark, before) = (journal.Mark, state.Fingerprint);
        var known = program.Run(state, readsMore);
        var change = unchecked(state.Fingerprint - before);
        journal.BackTo(mark);
        return (known, change);
    }

    /// <summary>Changes some things.</summary>
    private static void Fill(ReadState state, SplitMix random, int changes)
    {
        for (var change = 0; change < changes; change++)
        {
            var (key, value) = (random.Below(4), random.Below(3));
            switch (random.Below(7))
            {
                case 0: state.First.Value = value; break;
                case 1: state.Second.Value = value; break;
                case 2: state.Wide.Value = (value, random.Below(2)); break;
                case 3: if (!state.Small.IsFull) { state.Small[key] = value; } break;
                case 4: state.Small.Remove(key); break;
                case 5: state.Large[key] = (value, key); break;
                default: state.Large.Remove(key); break;
            }
        }
    }
}
