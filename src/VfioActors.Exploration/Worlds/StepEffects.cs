using VfioActors.Behaviors.Stepping;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Worlds;

/// <summary>Does what a step wants done.</summary>
internal sealed class StepEffects(WorldParts world, StepHistory history)
{
    private readonly StepQueue<PlannedSend> _asked = new();
    private Crash? _crash;

    /// <summary>Whether some actor handles what it hears within the step that sent it.</summary>
    internal required bool HasInline { get; init; }

    /// <summary>
    /// Sends what the step wants sent; what goes to an inline actor is handled at once, in the order of sending.
    /// </summary>
    /// <param name="record">The step.</param>
    /// <param name="sends">What its receiver wants sent.</param>
    /// <param name="depth">The number of the step.</param>
    /// <returns>What went wrong within it; null when nothing did.</returns>
    internal Crash? Settle(scoped ref StepRecord record, ReadOnlySpan<PlannedSend> sends, int depth)
    {
        _crash = null;
        if (HasInline)
        {
            // Mostly it is one answer to one who asked, who asks for something else.
            while (sends.Length == 1 && sends[0].Channel == PlannedSend.AtOnce)
            {
                sends = Prompt(ref record, sends[0], depth);
            }

            if (sends.Length > 1)
            {
                SettleInOrder(ref record, sends, depth);
                return _crash;
            }
        }

        foreach (ref readonly var send in sends) { Post(ref record, in send, depth); }
        return _crash;
    }

    private void SettleInOrder(scoped ref StepRecord record, ReadOnlySpan<PlannedSend> sends, int depth)
    {
        _asked.Begin(sends);
        while (_crash is null && _asked.TryTake(out var send))
        {
            if (send.Channel == PlannedSend.AtOnce) { _asked.Add(Prompt(ref record, send, depth)); }
            else { Post(ref record, in send, depth); }
        }
    }

    /// <summary>An inline actor handles what was sent to it; says what it wants sent.</summary>
    private ReadOnlySpan<PlannedSend> Prompt(scoped ref StepRecord record, PlannedSend send, int depth)
    {
        ref readonly var message = ref world.Messages[send.Message];
        var inline = message.To.Value;
        record.Inlines |= 1UL << inline;
        world.Network.Inlines(message.From, message.To);
        history.AddInlined(inline);
        Pending heard = new(send.Message, depth, 0);
        var outcome = world.Transitions.Hear(inline, in heard, depth, world.Actors.ClockOf(inline));
        _crash = outcome.Crash;
        return outcome.Sends;
    }

    private void Post(scoped ref StepRecord record, in PlannedSend send, int depth)
    {
        if (send.IsMark) { record.Marks.Add(in send, record.Choice.Receiver, world.Network); }
        else { world.Network.Post(in send, depth); }
    }
}
