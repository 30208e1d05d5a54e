using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Strategies.Queues;

namespace VfioActors.Exploration.Tests.Strategies.Queues;

public sealed class StateQueueTests
{
    private readonly List<string> _said = [];

    /// <summary>From no memory at all to enough for all.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(256)]
    [InlineData(4_096)]
    [InlineData(100_000)]
    [InlineData(1 << 20)]
    public void What_is_on_disk_is_read_as_it_was_added(long memory)
    {
        const int States = 20_000;
        StateQueue queue = new(new(memory, () => new WornDisk(), _said.Add));
        SeededRandom random = new(3);
        for (var round = 0; round < 2; round++)
        {
            List<(long, int)> all = [];
            for (var number = 0; number < States; number++)
            {
                (long From, int Step) one = ((long)number << 12, random.Below(StateQueue.StepsMax + 1));
                all.Add(one);
                queue.Add(one.From, one.Step);
                var earlier = random.Below(all.Count);
                Assert.Equal(all[earlier], queue[earlier]);
            }

            Assert.Equal(States, queue.Count);
            Assert.InRange((8L * States) - queue.BytesOnDisk, 0, Math.Max(2 * 8, memory));
            for (var number = 0; number < States; number++) { Assert.Equal(all[number], queue[number]); }
            queue.Clear();
            Assert.Equal(0, queue.Count);
            Assert.Equal(0, queue.BytesOnDisk);
        }

        Assert.Empty(_said);
    }

    [Fact]
    public void Nothing_is_opened_before_it_is_needed()
    {
        StateQueue queue = new(new(1 << 20, () => throw new InvalidOperationException("it is not needed"), _said.Add));
        for (var number = 0; number < 1_000; number++) { queue.Add(number, 0); }
        Assert.Equal(999, queue[999].From);
        queue.LetGo();
    }

    [Fact]
    public void What_a_full_disk_does_not_take_is_not_lost()
    {
        StateQueue queue = new(new(256, () => new WornDisk(room: 1_000), _said.Add));
        for (var number = 0; number < 2_000; number++) { queue.Add(number, number % 7); }
        for (var number = 0; number < 2_000; number++) { Assert.Equal(number + (number % 7), queue[number].From + queue[number].Step); }
        Assert.Equal(
            "the states that wait to be gone on from could not be kept on disk: No space left on device",
            Assert.Single(_said));
        Assert.Equal(_said[0], queue.Obstacle);
        Assert.InRange(queue.BytesOnDisk, 1, 1_000);
    }

    [Fact]
    public void What_cannot_be_read_again_is_no_state()
    {
        WornDisk disk = new();
        StateQueue queue = new(new(256, () => disk, _said.Add));
        for (var number = 0; number < 2_000; number++) { queue.Add(number, 0); }
        disk.CannotBeRead = true;
        Assert.Equal("the states that wait could not be read again: Input/output error",
            Assert.Throws<IOException>(() => queue[1_000]).Message);
        (disk.CannotBeRead, disk.Forgets) = (false, true);
        Assert.Equal("the states that wait are on disk, and what was read is not what was written",
            Assert.Throws<IOException>(() => queue[1_000]).Message);
        disk.SetLength(100);
        Assert.StartsWith("the states that wait could not be read again: ",
            Assert.Throws<IOException>(() => queue[1_500]).Message, StringComparison.Ordinal);
    }
}
