using VfioActors.Behaviors;
using VfioActors.Vfio.Calls;

namespace VfioActors.Scenarios.Workloads.Callers;

/// <summary>
/// A thread of a user or of the kernel, or a device: it makes calls, each when the one before has returned, whatever
/// that was answered.
/// </summary>
/// <param name="script">What it does.</param>
public sealed class CallerBehavior(IReadOnlyList<CallerStep> script) : IBehavior<CallerState>
{
    /// <inheritdoc/>
    public CallerState Create(Journal journal) => new(journal, script);

    /// <inheritdoc/>
    public void Start(CallerState state, Outbox outbox) => Begin(state, outbox);

    /// <inheritdoc/>
    public void Receive(CallerState state, in Envelope envelope, Outbox outbox)
    {
        var returned = envelope.Read<CallMessage.Returned>();
        if (state.Next.Value >= script.Count || script[state.Next.Value].Id != envelope.Operation)
        {
            state.Unasked.Value++;
            return;
        }

        var step = script[state.Next.Value];
        state.Outcomes[step.Id] = new(returned.Value, returned.Error);
        state.Next.Value++;
        Begin(state, outbox);
    }

    private void Begin(CallerState state, Outbox outbox)
    {
        if (state.Next.Value >= script.Count) { return; }
        var step = script[state.Next.Value];
        outbox.Serving = step.Id;
        step.Call.Send(outbox);
    }
}
