using VfioActors.Behaviors.Tests.Toys;
using VfioActors.Behaviors.Values;

namespace VfioActors.Behaviors.Tests;

public sealed class PieceTests
{
    private const int Seeds = 200;

    [Fact]
    public void Pieces_add_up_to_the_fingerprint()
    {
        for (var seed = 0UL; seed < Seeds; seed++)
        {
            var state = NamingState.Of(seed, number => number);
            Assert.Equal(state.Fingerprint, SumOf(state, state.Contribution));
        }
    }

    [Fact]
    public void Renamed_pieces_add_up_to_the_fingerprint_of_the_state_with_other_numbers()
    {
        int[] places = [0, 3, 1, 2, 8, 7, 6, 4, 5];
        Dictionary<Type, int[]> numbers = new() { [typeof(ActorId)] = places, [typeof(OperationId)] = places };
        Renaming renaming = new(1, numbers);
        for (var seed = 0UL; seed < Seeds; seed++)
        {
            var state = NamingState.Of(seed, number => number);
            var expected = NamingState.Of(seed, number => places[number]).Fingerprint;
            Assert.Equal(expected, SumOf(state, (part, piece) => state.Contribution(part, piece, renaming)));
        }
    }

    [Fact]
    public void Each_entry_is_a_piece_and_what_names_nobody_is_one()
    {
        NamingState state = new(new());
        for (var number = 1; number <= 3; number++)
        {
            state.Served[new(number)] = new(number);
            state.Turns.Enqueue(new(number));
            state.Pages[number] = number;
        }

        int[] expected = [1, 3, 0, 3, 1];
        Assert.Equal(expected, Enumerable.Range(0, state.PartCount).Select(state.PieceCount));
    }

    private static ulong SumOf(State state, Func<int, int, ulong> contribution)
    {
        var sum = 0UL;
        for (var part = 0; part < state.PartCount; part++)
        {
            for (var piece = 0; piece < state.PieceCount(part); piece++)
            {
                unchecked { sum += contribution(part, piece); }
            }
        }

        return sum;
    }
}
