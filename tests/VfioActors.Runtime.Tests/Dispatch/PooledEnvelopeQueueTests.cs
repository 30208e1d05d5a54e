using Akka.Actor;
using VfioActors.Behaviors;
using VfioActors.Runtime.Dispatch;
using VfioActors.Testing.Toys;

namespace VfioActors.Runtime.Tests.Dispatch;

public sealed class PooledEnvelopeQueueTests
{
    private readonly PooledEnvelopeQueue _queue = new();

    [Fact]
    public void What_each_of_several_threads_adds_comes_out_once_and_in_its_order()
    {
        const int Producers = 4;
        const int Each = 50_000;
        Thread[] threads = [.. Enumerable.Range(0, Producers).Select(producer => new Thread(() => Produce(producer)))];
        foreach (var thread in threads) { thread.Start(); }
        var next = new int[Producers];
        for (var taken = 0; taken < Producers * Each;)
        {
            if (!_queue.TryDequeue(out var envelope)) { continue; }
            var (producer, number) = Read(envelope.Message);
            Assert.Equal(next[producer]++, number);
            taken++;
        }

        foreach (var thread in threads) { thread.Join(); }
        Assert.False(_queue.HasMessages);
        Assert.Equal(0, _queue.Count);

        void Produce(int producer)
        {
            for (var number = 0; number < Each; number++)
            {
                Post(_queue, new PooledEnvelope().With(Token(producer, number)));
            }
        }
    }

    [Fact]
    public void A_letter_goes_back_and_forth_and_nothing_more_is_made()
    {
        PooledEnvelopeQueue other = new();
        Post(_queue, new PooledEnvelope().With(Token(0, 0)));
        HashSet<PooledEnvelope> seen = new(ReferenceEqualityComparer.Instance);
        var (here, there) = (_queue, other);
        for (var number = 0; number < 100; number++)
        {
            Assert.True(here.TryTake(out var pooled));
            Assert.Equal(new(0, number), Read(pooled));
            seen.Add(pooled);
            Post(there, here.Spare().With(Token(0, number + 1)));
            (here, there) = (there, here);
        }

        // The one that was taken last at each end cannot be used before the next comes.
        Assert.InRange(seen.Count, 2, 4);
    }

    [Fact]
    public void A_letter_that_a_stranger_sends_twice_waits_in_both_queues()
    {
        PooledEnvelopeQueue other = new();
        PooledEnvelope pooled = new(Token(7, 9));
        Post(_queue, pooled);
        Post(other, pooled);
        Post(_queue, pooled);
        Assert.Equal(2, _queue.Count);
        Assert.True(_queue.TryDequeue(out var first));
        Assert.True(other.TryDequeue(out var second));
        Assert.True(_queue.TryDequeue(out var third));
        Assert.All([first, second, third], envelope => Assert.Same(pooled, envelope.Message));
    }

    [Fact]
    public void A_letter_that_is_sent_on_waits_in_the_other_queue_and_keeps_its_text()
    {
        PooledEnvelopeQueue other = new();
        Post(_queue, new PooledEnvelope().With(Token(1, 2)));
        Assert.True(_queue.TryDequeue(out var heard));
        Post(other, heard.Message);
        Assert.True(other.TryDequeue(out var again));
        Assert.Same(heard.Message, again.Message);
        Assert.Equal(new(1, 2), Read(again.Message));
    }

    [Fact]
    public void What_is_no_letter_waits_its_turn_and_is_left_to_the_mailbox()
    {
        Post(_queue, new PooledEnvelope().With(Token(0, 1)));
        Post(_queue, PoisonPill.Instance);
        Post(_queue, new PooledEnvelope().With(Token(0, 2)));
        Assert.True(_queue.TryTake(out var pooled));
        Assert.Equal(new(0, 1), Read(pooled));
        Assert.False(_queue.TryTake(out _));
        Assert.True(_queue.TryDequeue(out var envelope));
        Assert.Same(PoisonPill.Instance, envelope.Message);
        Assert.True(_queue.TryTake(out pooled));
        Assert.Equal(new(0, 2), Read(pooled));
    }

    private static void Post(PooledEnvelopeQueue queue, object message) =>
        queue.Enqueue(ActorRefs.Nobody, new(message, ActorRefs.NoSender));

    private static Behaviors.Envelope Token(int label, int number) =>
        Behaviors.Envelope.Of(new ActorId(1), new ActorId(2), new ToyMessage.Token(label, number));

    private static ToyMessage.Token Read(object pooled) =>
        ((PooledEnvelope)pooled).Envelope.Read<ToyMessage.Token>();
}
