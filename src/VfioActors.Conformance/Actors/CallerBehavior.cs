using VfioActors.Behaviors;

namespace VfioActors.Conformance.Actors;

/// <summary>
/// Stands for all processes: makes the calls that lie on its desk whenever its timer says so, which is always set. A
/// timer, because a message to itself would have to be heard before the answers.
/// </summary>
/// <param name="desk">Where the calls lie.</param>
public sealed class CallerBehavior(Desk desk) : IBehavior<CallerState>
{
    /// <inheritdoc/>
    public CallerState Create(Journal journal) => new(journal);

    /// <inheritdoc/>
    public void Start(CallerState state, Outbox outbox) => outbox.After(default, default(CallerMessage.Go));

    /// <inheritdoc/>
    public void Receive(CallerState state, in Envelope envelope, Outbox outbox)
    {
        if (!envelope.Is<CallerMessage.Go>())
        {
            desk.Answers.Add(envelope);
            return;
        }

        foreach (var call in desk.Calls) { call(outbox); }
        desk.Calls.Clear();
        outbox.After(default, default(CallerMessage.Go));
    }
}
