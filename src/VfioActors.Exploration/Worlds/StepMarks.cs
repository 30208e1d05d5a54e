using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Worlds;

/// <summary>What a step touched beside its receiver, as its host said: as bits of numbers modulo 64.</summary>
internal struct StepMarks
{
    /// <summary>The actors that took part.</summary>
    internal ulong Parts { get; private set; }

    /// <summary>The shared things that it looked at.</summary>
    internal ulong Looks { get; private set; }

    /// <summary>The shared things that it changed.</summary>
    internal ulong Changes { get; private set; }

    /// <summary>Adds what the host said: it comes after what was said of the same before.</summary>
    internal void Add(in PlannedSend mark, ActorId receiver, Network network)
    {
        var number = (int)mark.Amount;
        var bit = 1UL << number;
        switch (mark.Channel)
        {
            case PlannedSend.TakesPart:
                Parts |= bit;
                network.TakesPart(receiver, number);
                return;
            case PlannedSend.Changes:
                Changes |= bit;
                network.Touch(receiver, number, changes: true);
                return;
            default:
                Looks |= bit;
                network.Touch(receiver, number, changes: false);
                return;
        }
    }
}
