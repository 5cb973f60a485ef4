package io.mall.app.user;

import io.mall.app.kernel.AddressId;
import io.mall.app.problem.InvalidField;
import io.mall.app.problem.Kind;
import io.mall.app.problem.Problem;
import java.util.List;

/** The ways in which users, log-ins and addresses are refused. */
public sealed interface UserProblem extends Problem {

  /** The name and the password do not belong together; whether the name exists is not told. */
  record WrongCredentials() implements UserProblem {
    @Override
    public Kind kind() {
      return Kind.UNAUTHENTICATED;
    }

    @Override
    public String detail() {
      return "The user name or the password is wrong.";
    }
  }

  /** bcrypt reads 72 bytes and no more. */
  record PasswordTooLong(int maximumBytes) implements UserProblem {
    @Override
    public Kind kind() {
      return Kind.INVALID;
    }

    @Override
    public String detail() {
      return "A password has at most " + maximumBytes + " bytes in UTF-8.";
    }

    @Override
    public List<InvalidField> errors() {
      return List.of(
          new InvalidField("password", "must be at most " + maximumBytes + " bytes in UTF-8"));
    }
  }

  /** The name is taken. */
  record UsernameTaken(String username) implements UserProblem {
    @Override
    public Kind kind() {
      return Kind.CONFLICT;
    }

    @Override
    public String detail() {
      return "The user name " + username + " is taken.";
    }

    @Override
    public List<InvalidField> errors() {
      return List.of(new InvalidField("username", "is taken"));
    }
  }

  /** The account of this log-in does not exist. */
  record UserAbsent() implements UserProblem {
    @Override
    public Kind kind() {
      return Kind.ABSENT;
    }

    @Override
    public String detail() {
      return "There is no such user.";
    }
  }

  /** The caller has no such address; it may be another user's. */
  record AddressAbsent(AddressId addressId) implements UserProblem {
    @Override
    public Kind kind() {
      return Kind.ABSENT;
    }

    @Override
    public String detail() {
      return "There is no address " + addressId + ".";
    }
  }

  /** The caller's address book is full. */
  record TooManyAddresses(int maximum) implements UserProblem {
    @Override
    public Kind kind() {
      return Kind.CONFLICT;
    }

    @Override
    public String detail() {
      return "An address book holds at most " + maximum + " addresses.";
    }
  }
}
