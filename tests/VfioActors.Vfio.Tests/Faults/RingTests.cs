using VfioActors.Vfio.Faults.Regions;

namespace VfioActors.Vfio.Tests.Faults;

/// <summary>The arithmetic of the ring, in every state that a ring can be in.</summary>
public sealed class RingTests
{
    [Theory, InlineData(2), InlineData(3), InlineData(64), InlineData(85), InlineData(512), InlineData(1365)]
    public void Free_and_unread_add_up_to_all_slots_but_one_in_every_state(int capacity)
    {
        for (var producer = 0U; producer < capacity; producer++)
        {
            for (var consumer = 0U; consumer < capacity; consumer++)
            {
                RingIndices ring = new(capacity, producer, consumer);
                Assert.Equal(Walked(consumer, producer, capacity), ring.Unread);
                Assert.Equal(capacity - 1, ring.Free + ring.Unread);
                Assert.Equal(ring.Free > 0, ring.HasRoom);
            }
        }
    }

    [Theory, InlineData(85), InlineData(64)]
    public void Consumer_may_go_to_every_slot_that_it_walks_over_and_to_no_other(int capacity)
    {
        for (var producer = 0U; producer < capacity; producer++)
        {
            for (var consumer = 0U; consumer < capacity; consumer++)
            {
                RingIndices ring = new(capacity, producer, consumer);
                var walked = new bool[capacity + 2];
                for (var slot = consumer; ; slot = (slot + 1) % (uint)capacity)
                {
                    walked[slot] = true;
                    if (slot == producer) { break; }
                }

                for (var index = 0U; index < walked.Length; index++)
                {
                    if (walked[index] != ring.MayConsumeTo(index))
                    {
                        Assert.Fail($"{ring}: to {index} may be {ring.MayConsumeTo(index)}");
                    }
                }
            }
        }
    }

    /// <summary>FLT-15 by enumeration: 916 of the 7225 states say "full" though there is room; none says the
    /// opposite.</summary>
    [Fact]
    public void The_mask_says_full_falsely_in_916_states_of_85_slots_and_never_free_falsely()
    {
        const int Capacity = 85;
        SortedSet<int> whenBehind = [];
        var falseFull = 0;
        for (var producer = 0U; producer < Capacity; producer++)
        {
            for (var consumer = 0U; consumer < Capacity; consumer++)
            {
                RingIndices ring = new(Capacity, producer, consumer);
                Assert.False(ring.FreeByMask >= 1 && ring.Free < 1);
                if (ring.FreeByMask >= 1 || ring.Free < 1) { continue; }
                falseFull++;
                if (producer < consumer) { whenBehind.Add(ring.Free); }
            }
        }

        Assert.Equal(916, falseFull);
        Assert.Equal([1, 2, 3, 8, 9, 10, 11, 32, 33, 34, 35, 40, 41, 42, 43], whenBehind);
    }

    [Theory, InlineData(2), InlineData(64), InlineData(512)]
    public void The_mask_is_right_where_the_capacity_is_a_power_of_two(int capacity)
    {
        for (var producer = 0U; producer < capacity; producer++)
        {
            for (var consumer = 0U; consumer < capacity; consumer++)
            {
                RingIndices ring = new(capacity, producer, consumer);
                Assert.Equal(ring.Free, ring.FreeByMask);
            }
        }
    }

    [Fact]
    public void A_ring_without_slots_is_full()
    {
        Assert.Equal(0, new RingIndices(0, 0, 0).Free);
        Assert.Equal(-1, new RingIndices(0, 0, 0).FreeByMask);
        Assert.Equal(0U, new RingIndices(0, 0, 0).AfterProducer);
    }

    private static int Walked(uint from, uint to, int capacity)
    {
        var steps = 0;
        for (var slot = from; slot != to; slot = (slot + 1) % (uint)capacity) { steps++; }
        return steps;
    }
}
