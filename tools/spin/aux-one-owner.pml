/*
 * The litmus model "aux-one-owner", variant "cleared", granularity "turns": the same states and the same steps as
 * src/VfioActors.Scenarios/AuxOneOwner, for SPIN. Each turn of the owner is one step; its answer is part of it.
 *
 * spin -DDEVICES=5 -a aux-one-owner.pml
 */
#ifndef DEVICES
#define DEVICES 2
#endif
#ifndef ROUNDS
#define ROUNDS 1
#endif

#define LOOK  1
#define ALLOC 2
#define STORE 3
#define ENTER 4
#define LEAVE 5

short in_use;            /* the ids in use, a bit each, 1 to 15 */
byte dp;                 /* the domain's id, 0 for none */
byte attached;           /* how many attaches were not yet taken back */
byte unit_uses;          /* how many uses the unit counts */
short entries[DEVICES];  /* the ids that each device's table has an entry for */

/* asked is what the client waits for; id is what it was told to store, 0 when it was not. */
active [DEVICES] proctype client()
{
  byte asked = LOOK;
  byte id;
  byte round;

end:
  do
  :: d_step { asked == LOOK ->
       if
       :: dp != 0 -> asked = ENTER
       :: else -> asked = ALLOC
       fi
     }
  :: d_step { asked == ALLOC ->
       id = 1;
       do
       :: (in_use & (1 << id)) != 0 -> id++
       :: else -> break
       od;
       in_use = in_use | (1 << id);
       asked = STORE
     }
  :: d_step { asked == STORE ->
       dp = id;
       id = 0;
       asked = ENTER
     }
  :: d_step { asked == ENTER ->
       entries[_pid] = entries[_pid] | (1 << dp);
       unit_uses++;
       attached++;
       asked = LEAVE
     }
  :: d_step { asked == LEAVE ->
       attached--;
       entries[_pid] = entries[_pid] & ~(1 << dp);
       unit_uses--;
       if
       :: attached == 0 && dp != 0 -> in_use = in_use & ~(1 << dp); dp = 0
       :: else
       fi;
       round++;
       if
       :: round < ROUNDS -> asked = LOOK
       :: else -> asked = 0
       fi
     }
  od
}
