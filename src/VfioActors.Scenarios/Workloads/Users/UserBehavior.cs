using VfioActors.Behaviors;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.IommuTables;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;
using VfioActors.Vfio.Viommus;

namespace VfioActors.Scenarios.Workloads.Users;

/// <summary>
/// A thread of a user of VFIO, or a device at work: it does a list of requests, each when the one before is answered.
/// It does them all, whatever is answered: what makes no sense any more is refused.
/// </summary>
/// <param name="script">What it does.</param>
/// <param name="others">
/// The answers of a subsystem that has protocols of its own, beside those of containers, groups, drivers and memory.
/// </param>
public sealed class UserBehavior(IReadOnlyList<UserStep> script, UserAnswers? others = null) : IBehavior<UserState>
{
    /// <inheritdoc/>
    public UserState Create(Journal journal) => new(journal, script);

    /// <inheritdoc/>
    public void Start(UserState state, Outbox outbox) => Begin(state, outbox);

    /// <inheritdoc/>
    public void Receive(UserState state, in Envelope envelope, Outbox outbox)
    {
        if (TryKeep(state, in envelope)) { return; }
        if (!TryOutcome(in envelope, out var outcome)) { throw Ensure.Unheard(in envelope); }
        var id = script[state.Next.Value].Id;
        outbox.Serving = id;
        state.Outcomes[id] = outcome;
        state.Next.Value++;
        if (state.Next.Value == script.Count) { outbox.Note($"is answered {Said(in outcome)}, and is done"); }
        Begin(state, outbox);
    }

    private void Begin(UserState state, Outbox outbox)
    {
        if (state.Next.Value >= script.Count) { return; }
        var step = script[state.Next.Value];
        outbox.Serving = step.Id;
        step.Request.Send(outbox);
    }

    /// <summary>Keeps a part of an answer that comes before its end.</summary>
    private bool TryKeep(UserState state, in Envelope envelope)
    {
        var space = state.Next.Value < script.Count ? script[state.Next.Value].Id.Value : 0;
        if (envelope.Is<ContainerMessage.Bits>(out var bits))
        {
            state.Bits[new(space, PageIndex.Zero.Plus(bits.First))] = bits.Count.Value;
            return true;
        }

        if (envelope.Is<VendorDriverMessage.Page>(out var page))
        {
            state.Pages[new(space, page.Iova.Page)] = new(page.Pages.Value, page.First.Value);
            return true;
        }

        if (envelope.Is<VendorDriverMessage.Bytes>() || envelope.Is<GuestMemoryMessage.Read>()) { return true; }
        return envelope.Is<ContainerMessage.Description>() || envelope.Is<ContainerMessage.Range>()
            || (others?.IsPart(in envelope) ?? false);
    }

    private bool TryOutcome(in Envelope envelope, out UserOutcome outcome)
    {
        outcome = envelope.Is<ContainerMessage.Done>(out var done) ? new(done.Value, done.Error, done.Warned)
            : envelope.Is<VendorDriverMessage.Done>(out var driver)
                ? new(driver.Count.Value, driver.Error, driver.Warned)
            : envelope.Is<GroupMessage.Done>(out var group) ? new((ulong)group.Value, group.Error, 0)
            : envelope.Is<GuestMemoryMessage.Done>(out var memory) ? new(0, memory.Error, 0)
            : envelope.Is<IommuTableMessage.Accessed>(out var access)
                ? new((ulong)access.Page.Value, access.Error, 0)
            : envelope.Is<VendorDriverMessage.Moved>(out var moved) ? new(moved.Done.Value, moved.Error, moved.Warned)
            : envelope.Is<GuestMemoryMessage.Copied>(out var copied) ? new(copied.Moved.Value, copied.Error, 0)
            : envelope.Is<ViommuMessage.Done>(out var viommu) ? new(0, viommu.Error, 0)
            : new(0, Errno.None, -1);
        return outcome.Warned >= 0 || (others?.TryOutcome(in envelope, out outcome) ?? false);
    }

    private static string Said(in UserOutcome outcome) =>
        outcome.Error == Errno.None && outcome.Value > 0
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{outcome.Value}")
            : outcome.Error.Returned();
}
