using System.Numerics;
using VfioActors.Races.Packing;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Machines.Rules;

/// <summary>Functions that exclude each other: a word for each of the two, who is in it as bits.</summary>
internal static class ExclusionRules
{
    /// <summary>A thread enters or leaves.</summary>
    internal static void On(Turn turn)
    {
        var words = turn.State.Words;
        var self = 1L << turn.Thread;
        var isLeft = turn.Request.Access == Access.Leave;
        if (turn.Outbox.Listening)
        {
            var function = Exclusion.FunctionOf(turn.State.Plan, turn.Request.Offset);
            var verb = isLeft ? "leaves" : "enters";
            turn.Outbox.Note($"{verb} {function}");
        }

        if (isLeft)
        {
            words[turn.Request.Offset] &= ~self;
            turn.Answer(0);
            return;
        }

        var opposite = (int)turn.Request.Value;
        var others = words[opposite] & ~self;
        words[turn.Request.Offset] |= self;
        if (others == 0) { turn.Answer(0); }
        else { turn.Fail(Fault.NeverBoth, Occasion.Of(0, OnlyOneOf(others))); }
    }
    /// <summary>The thread, if there is one; -1 for several, of which none is to be told from the others.</summary>
    private static int OnlyOneOf(long threads) =>
        BitOperations.IsPow2(threads) ? BitOperations.TrailingZeroCount(threads) : -1;
}
