using VfioActors.Behaviors;

namespace VfioActors.Exploration.Tests.Registers;

/// <summary>
/// One of three servers of the Paxos of one decree: Lamport, "Paxos Made Simple", 2001, after Stateright's
/// <c>paxos.rs</c>. A majority of three is two.
/// </summary>
/// <param name="self">Its number, from 0.</param>
internal sealed class PaxosServer(int self) : IBehavior<PaxosState>
{
    private const int Servers = 3;
    private const int Majority = 2;

    public PaxosState Create(Journal journal) => new(journal);

    public void Receive(PaxosState state, in Envelope envelope, Outbox outbox)
    {
        var view = state.View.Value;
        if (view.IsDecided == 1)
        {
            if (!envelope.Is(out RegisterMessage.Get get)) { return; }
            outbox.Send(envelope.From, new RegisterMessage.GetOk(get.Request, view.Accepted.Proposal.Value));
        }
        else if (envelope.Is(out RegisterMessage.Put put) && view.Proposal.IsNone)
        {
            Propose(state, new(put.Request, envelope.From.Value, put.Value), outbox);
        }
        else if (envelope.Is(out PaxosMessage.Prepared prepared) && prepared.Ballot == view.Ballot)
        {
            OnPrepared(state, prepared, envelope.From, outbox);
        }
        else { state.View.Value = Answered(view, in envelope, outbox); }
    }

    private void Propose(PaxosState state, Proposal proposal, Outbox outbox)
    {
        var view = state.View.Value;
        Sequencer ballot = new(view.Ballot.Clock + 1, self);
        foreach (var voter in state.Prepares.Keys.ToArray()) { state.Prepares.Remove(voter); }
        state.Prepares[self] = view.Accepted;
        state.View.Value = view with { Ballot = ballot, Proposal = proposal, Accepts = 0 };
        Tell(outbox, new PaxosMessage.Prepare(ballot));
    }

    private void OnPrepared(PaxosState state, PaxosMessage.Prepared prepared, ActorId from, Outbox outbox)
    {
        state.Prepares[from.Value - 1] = prepared.Accepted;
        if (state.Prepares.Count != Majority) { return; }
        var view = state.View.Value;
        var last = state.Prepares.Values.ToArray().Max();
        var proposal = last.Proposal.IsNone ? view.Proposal : last.Proposal;
        state.View.Value = view with
        {
            Proposal = proposal,
            Accepted = new(prepared.Ballot, proposal),
            Accepts = view.Accepts | (1 << self),
        };
        Tell(outbox, new PaxosMessage.Accept(prepared.Ballot, proposal));
    }

    private PaxosView Answered(PaxosView view, in Envelope envelope, Outbox outbox)
    {
        if (envelope.Is(out PaxosMessage.Prepare prepare) && view.Ballot < prepare.Ballot)
        {
            outbox.Send(envelope.From, new PaxosMessage.Prepared(prepare.Ballot, view.Accepted));
            return view with { Ballot = prepare.Ballot };
        }

        if (envelope.Is(out PaxosMessage.Accept accept) && view.Ballot <= accept.Ballot)
        {
            outbox.Send(envelope.From, new PaxosMessage.Accepted(accept.Ballot));
            return view with { Ballot = accept.Ballot, Accepted = new(accept.Ballot, accept.Proposal) };
        }

        if (envelope.Is(out PaxosMessage.Accepted accepted) && accepted.Ballot == view.Ballot)
        {
            return OnAccepted(view with { Accepts = view.Accepts | (1 << (envelope.From.Value - 1)) }, outbox);
        }

        return envelope.Is(out PaxosMessage.Decided decided)
            ? view with
            {
                Ballot = decided.Ballot,
                Accepted = new(decided.Ballot, decided.Proposal),
                IsDecided = 1,
            }
            : view;
    }

    private PaxosView OnAccepted(PaxosView view, Outbox outbox)
    {
        if (int.PopCount(view.Accepts) != Majority) { return view; }
        Tell(outbox, new PaxosMessage.Decided(view.Ballot, view.Proposal));
        outbox.Send(new(view.Proposal.Requester), new RegisterMessage.PutOk(view.Proposal.Request));
        return view with { IsDecided = 1 };
    }

    private void Tell<T>(Outbox outbox, T message)
        where T : unmanaged, IMessage
    {
        for (var server = 0; server < Servers; server++)
        {
            if (server != self) { outbox.Send(new(server + 1), message); }
        }
    }
}
