using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Strategies;

/// <summary>
/// Takes random runs in which each step is real, and sees to it that what an actor did once with a message in a state
/// is what it does every time, what it sends included. A search asks for a step seldom twice, so it would believe what
/// a rule said first that asks chance, or that counts how often it is asked.
/// </summary>
/// <remarks>It is no proof: what no run meets twice is not noticed.</remarks>
/// <param name="world">A world at its start that remembers nothing.</param>
internal sealed class PurityTrial(World world)
{
    /// <summary>How many runs there are at most.</summary>
    private const int RunsMax = 32;

    /// <summary>How many steps they have together, about.</summary>
    private const int StepsMax = 4_096;

    private readonly Dictionary<ulong, ulong> _known = [];
    private int _steps;

    /// <summary>Takes the runs.</summary>
    /// <exception cref="HiddenStateException">A rule is not pure.</exception>
    internal void Go()
    {
        // What inline actors do within a step is not told apart from what the receiver does.
        if (world.HasInline) { return; }
        for (var run = 0; run < RunsMax && _steps < StepsMax; run++) { Go(new SeededRandom(run)); }
    }

    /// <summary>Each step is taken, taken back, and taken again.</summary>
    private void Go(SeededRandom random)
    {
        world.BackTo(0);
        while (world.Enabled is { Length: > 0 } enabled && _steps++ < StepsMax)
        {
            var next = enabled[random.Below(enabled.Length)];
            Take(next);
            world.BackTo(world.Depth - 1);
            Take(next);
        }
    }

    private void Take(Choice next)
    {
        var slot = world.Parts.Actors.SlotOf(next.Receiver.Value);
        var before = slot.Hash;
        world.Take(next);
        var step = world.Depth - 1;
        if (world.FateOf(next) == MessageFate.Lost) { return; }
        var asked = Fingerprint.Mix(Fingerprint.Mix(before, world.Step(step).Fingerprint), (ulong)slot.Clock);
        var led = Fingerprint.Mix(slot.Hash, SentBy(step));
        if (world.Crash is { } crash) { led = Fingerprint.Mix(led, Fingerprint.Of(crash.Text)); }
        if (_known.TryAdd(asked, led) || _known[asked] == led) { return; }
        throw new HiddenStateException(step, $"what {world.NameOf(next.Receiver)} heard", _known[asked], led);
    }

    /// <summary>
    /// What the last step sent, set and asked, in that order: to whom, what, and when it is due or how many options
    /// there are.
    /// </summary>
    private ulong SentBy(int step)
    {
        var (network, sent) = (world.Parts.Network, 0UL);
        foreach (var (number, place) in network.SentSince(world.History[step].FirstSend))
        {
            var channel = network.Channels[number];
            ref readonly var pending = ref channel.At(place);
            sent = Fingerprint.Mix(Fingerprint.Mix(sent, (ulong)channel.Key), world.Parts.Messages.FingerprintOf(
                pending.Message));
            if (channel.Kind is ChannelKind.Timers or ChannelKind.Choices)
            {
                sent = Fingerprint.Mix(sent, (ulong)pending.Amount);
            }
        }

        return sent;
    }
}
