using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Worlds;

/// <summary>One step that was taken, with what is needed to take it back.</summary>
internal struct StepRecord
{
    /// <summary>What was taken from the channel.</summary>
    internal Pending Taken;

    /// <summary>The number of what was handled: for an answer of the host the option is filled in.</summary>
    internal int Message;
    internal Choice Choice;
    internal int MessageCount;
    internal int FirstSend;
    internal int LearnedMark;
    internal int FirstInlined;

    /// <summary>The inline actors that handled something, as bits of their numbers modulo 64.</summary>
    internal ulong Inlines;

    /// <summary>Whether the receiver was in another state afterwards.</summary>
    internal bool Changed;

    /// <summary>What it touched beside its receiver.</summary>
    internal StepMarks Marks;

    /// <summary>The number of the set of which a member begins by it; 0 when none does.</summary>
    internal int BeginsOf;
}
